package rubric

import (
	"embed"
	"fmt"
	"strings"

	"smarketing/internal/text"
)

//go:embed templates/*.toml
var templateFiles embed.FS

// templateKeys lists the templates in the order they are offered, the one that
// suits most first.
var templateKeys = []string{"b2b-software", "b2b-enterprise", "product-led", "b2c-membership", "b2c-retail"}

// Template is a rubric to start from.
type Template struct {
	Key     string
	Name    string // the rubric's
	Summary string // one sentence: whom it suits
	Body    string // TOML, with the reasons in comments
}

// Templates returns all templates, the default first.
func Templates() []Template {
	all := make([]Template, len(templateKeys))
	for i, key := range templateKeys {
		all[i] = load(key)
	}
	return all
}

// FindTemplate returns the template of that key. The error is of type Problems
// and names the nearest key.
func FindTemplate(key string) (Template, error) {
	for _, known := range templateKeys {
		if key == known {
			return load(key), nil
		}
	}
	fix := "templates: " + strings.Join(templateKeys, ", ")
	if near, ok := text.Nearest(key, templateKeys); ok {
		fix = fmt.Sprintf("did you mean %s?", near)
	}
	return Template{}, Problems{{Key: key, Message: fmt.Sprintf("there is no template %q", key), Fix: fix}}
}

// load reads an embedded template. Its first line is the summary, as a
// comment. A template that does not parse is a mistake of the build, and the
// tests find it.
func load(key string) Template {
	body, err := templateFiles.ReadFile("templates/" + key + ".toml")
	if err != nil {
		panic(err)
	}
	r, err := Parse(key+".toml", body)
	if err != nil {
		panic(err)
	}
	first, _, _ := strings.Cut(string(body), "\n")
	return Template{Key: key, Name: r.Name, Summary: strings.TrimPrefix(first, "# "), Body: string(body)}
}
