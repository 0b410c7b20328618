// Package ui is the shell of the dashboard: the terminal, the frame around the
// screens, the keys that work everywhere, the overlays, and who gets which
// message.
//
// Input is routed, everything else is broadcast. It must not know where data
// comes from, and does no work of its own in Update.
package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"smarketing/internal/crm"
	"smarketing/ui/alerts"
	"smarketing/ui/funnel"
	"smarketing/ui/goals"
	"smarketing/ui/imports"
	"smarketing/ui/leads"
	"smarketing/ui/nurture"
	"smarketing/ui/overlay"
	"smarketing/ui/overview"
	"smarketing/ui/rubric"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/versions"
)

// Model is the root of the program.
type Model struct {
	src    Source
	opts   Options
	styles theme.Styles
	live   live // the watch on the file
	news   news // the alerts

	tabs     []tab
	active   int
	past     []int // tabs that esc goes back to, the newest last
	overlays overlay.Stack
	toast    toast

	status  crm.Status
	profile colorprofile.Profile // what the terminal can show
	mouse   bool
	w, h    int               // 0: not known yet
	early   []tea.KeyPressMsg // what was typed until then
}

// tab is a screen and its name in the header.
type tab struct {
	title  string
	screen screen.Screen
	aside  bool // it has no number, and is named only while it is shown; such tabs come last
}

// The smallest terminal in which everything works, and the lines that the
// frame takes of it.
const (
	minWidth, minHeight = 80, 24
	frameTop            = 2 // the header and its rule
	frameLines          = 4 // and the message and the footer
)

// New returns the dashboard over src.
func New(src Source, opts Options) *Model {
	if opts.Clock == nil {
		opts.Clock = time.Now
	}
	if opts.Palette == (theme.Palette{}) {
		opts.Palette = theme.Default()
	}
	if opts.Command == "" {
		opts.Command = "smarketing"
	}
	dark := opts.Dark == nil || *opts.Dark
	st := theme.New(opts.Palette, dark, opts.Plain)
	m := &Model{src: src, opts: opts, styles: st, profile: colorprofile.TrueColor, mouse: opts.Mouse}
	m.live.ctx, m.live.stop = context.WithCancel(context.Background())
	m.tabs = []tab{
		{title: overview.Title, screen: overview.New(src, st, opts.Clock, opts.Command)},
		{title: funnel.Title, screen: funnel.New(src, st, opts.Clock, opts.Command)},
		{title: leads.Title, screen: leads.New(src, st, opts.Clock, opts.Command)},
		{title: rubric.Title, screen: rubric.New(src, st, opts.Clock, opts.Command)},
		{title: goals.Title, screen: goals.New(src, st, opts.Clock, opts.Command)},
		{title: nurture.Title, screen: nurture.New(src, st, opts.Clock)},
		{title: imports.Title, screen: imports.New(src, st, opts.Clock), aside: true},
		{title: versions.Title, screen: versions.New(src, st, opts.Clock, opts.Command), aside: true},
		{title: alerts.Title, screen: alerts.New(src, st, opts.Clock), aside: true},
	}
	m.overlays.Restyle(st)
	return m
}

// Init starts the screens and the watch on the file.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.ask(), m.loadStatus(), m.loadNews(), m.live.listen(m.src)}
	for _, t := range m.tabs {
		cmds = append(cmds, t.screen.Init())
	}
	return tea.Batch(append(cmds, m.seen())...)
}

// Update routes input and broadcasts everything else.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
		return m, tea.Batch(m.broadcast(msg), m.catchUp()) // a wider screen may want more data
	case tea.BackgroundColorMsg:
		m.background(msg.IsDark())
		return m, nil
	case tea.ColorProfileMsg:
		m.profile = msg.Profile
		m.restyle(m.styles.Dark)
		return m, nil
	case tea.ResumeMsg:
		return m, m.ask()
	case tea.EnvMsg:
		m.news.dialect = dialectOf(msg.Getenv)
		return m, nil
	case tea.FocusMsg:
		m.news.focus = looking
		return m, nil
	case tea.BlurMsg:
		m.news.focus = away
		return m, nil
	case tea.KeyPressMsg:
		return m, tea.Batch(m.key(msg), m.lay(), m.say())
	case tea.MouseClickMsg:
		return m, tea.Batch(m.click(msg), m.lay())
	case tea.MouseWheelMsg:
		return m, m.wheel(msg)
	case tea.PasteMsg:
		return m, m.input(msg)
	case tea.KeyReleaseMsg, tea.MouseReleaseMsg, tea.MouseMotionMsg, tea.PasteStartMsg, tea.PasteEndMsg:
		return m, nil // nothing acts on half of a gesture
	case screen.OpenMsg:
		return m, m.open(msg)
	case screen.BackMsg:
		return m, m.back()
	case screen.ToastMsg:
		return m, m.toast.show(msg)
	case toastOverMsg:
		m.toast.expire(msg)
		return m, m.say()
	case screen.AskMsg:
		m.overlays.Push(overlay.NewAsk(msg))
		return m, nil
	case screen.FormMsg:
		form, cmd := overlay.NewForm(msg)
		m.overlays.Push(form)
		return m, cmd
	case screen.PickMsg:
		m.overlays.Push(overlay.NewPick(msg))
		return m, nil
	case statusMsg:
		return m, m.statusLoaded(msg)
	case newsMsg:
		return m, m.heard(msg)
	case waitedMsg:
		return m, m.waited(msg)
	case listenMsg:
		return m, m.live.listen(m.src)
	case screen.ChangedMsg:
		return m, tea.Batch(m.loadStatus(), m.loadNews(), m.broadcast(msg))
	}
	return m, tea.Batch(m.broadcast(msg), m.lay())
}

// broadcast gives a message to all screens and to the top overlay: a result
// reaches exactly the one that knows its type.
func (m *Model) broadcast(msg tea.Msg) tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(m.tabs)+1)
	for _, t := range m.tabs {
		cmds = append(cmds, t.screen.Update(msg))
	}
	cmds = append(cmds, m.overlays.Update(msg))
	return tea.Batch(cmds...)
}

func (m *Model) resize(w, h int) {
	m.w, m.h = w, h
	m.overlays.Resize(w, h)
	for _, t := range m.tabs {
		t.screen.Resize(w, max(0, h-frameLines))
	}
}

// tooSmall reports whether the terminal has no room for the screens.
func (m *Model) tooSmall() bool { return m.w < minWidth || m.h < minHeight }

// ask asks the terminal for its background, unless the person has chosen.
func (m *Model) ask() tea.Cmd {
	if m.opts.Dark != nil {
		return nil
	}
	return tea.RequestBackgroundColor
}

func (m *Model) background(dark bool) {
	if m.opts.Dark == nil && dark != m.styles.Dark {
		m.restyle(dark)
	}
}

// restyle resolves the palette for the background and for what the terminal
// can show.
func (m *Model) restyle(dark bool) {
	switch {
	case m.opts.Plain || m.profile < colorprofile.ANSI:
		m.styles = theme.New(m.opts.Palette, dark, true)
	case m.profile == colorprofile.ANSI:
		m.styles = theme.Basic(dark)
	default:
		m.styles = theme.New(m.opts.Palette, dark, false)
	}
	m.overlays.Restyle(m.styles)
	for _, t := range m.tabs {
		t.screen.Restyle(m.styles)
	}
}

// open shows a screen and hands it the question.
func (m *Model) open(msg screen.OpenMsg) tea.Cmd {
	for i, t := range m.tabs {
		if t.title == msg.Screen {
			if msg.From = ""; i != m.active {
				msg.From = m.tabs[m.active].title
			}
			asked := t.screen.Update(msg) // first, or in view it would read what it showed before
			return tea.Batch(asked, m.show(i))
		}
	}
	return nil
}

// show makes a tab the active one and remembers the way back.
func (m *Model) show(i int) tea.Cmd {
	if i == m.active || i < 0 || i >= len(m.tabs) {
		return nil
	}
	const remembered = 16
	m.past = append(m.past, m.active)
	m.past = m.past[max(0, len(m.past)-remembered):]
	m.active = i
	return m.seen()
}

// seen tells every screen which of them is in view: at once, because as a message
// it could come after what the next key has opened.
func (m *Model) seen() tea.Cmd {
	return tea.Batch(m.broadcast(screen.ShownMsg{Screen: m.tabs[m.active].title}), m.lay())
}

// back shows the screen before this one. It never quits.
func (m *Model) back() tea.Cmd {
	n := len(m.past)
	if n == 0 {
		return nil
	}
	m.active, m.past = m.past[n-1], m.past[:n-1]
	return m.seen()
}

// numbered returns how many tabs always stand in the header.
func (m *Model) numbered() int {
	n := len(m.tabs)
	for n > 0 && m.tabs[n-1].aside {
		n--
	}
	return n
}

// worker returns a screen that has long work under way, nil when there is none.
func (m *Model) worker() screen.Worker {
	for _, t := range m.tabs {
		if w, ok := t.screen.(screen.Worker); ok && w.Working() != "" {
			return w
		}
	}
	return nil
}

// force ends the work that is under way, and without any, or at the second
// press, the program.
func (m *Model) force() tea.Cmd {
	if w := m.worker(); w != nil {
		what := w.Working()
		w.Halt()
		return screen.Toast(screen.Warning, "Stopped "+what+". ctrl+c again quits.")
	}
	return m.quit()
}

// leave quits, after a question when work would end with the program.
func (m *Model) leave() tea.Cmd {
	w := m.worker()
	if w == nil {
		return m.quit()
	}
	m.overlays.Push(overlay.NewAsk(screen.AskMsg{
		Title: "Stop " + w.Working() + " and quit?", Yes: "Quit",
		Body: "What is in stays in. Importing the same file again continues where this one stopped.",
		Run:  func() tea.Cmd { w.Halt(); return m.quit() },
	}))
	return nil
}

// quit ends the program once every screen has put its edits into the file.
func (m *Model) quit() tea.Cmd {
	m.live.stop()
	var last []tea.Cmd
	for _, t := range m.tabs {
		if k, ok := t.screen.(screen.Keeper); ok {
			last = append(last, k.Keep())
		}
	}
	return tea.Sequence(append(last, tea.Quit)...)
}
