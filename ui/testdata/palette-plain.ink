 smarketing   1 Overview  2 Funnel  3 Leads  4 Rubric  5 Goals  6 Nurture    pipeline.db · B2B software v7 · Mon 23 Nov
──────────────━━━━━━━━━━────────────────────────────────────────────────────────────────────────────────────────────────

  READY, WAITING                               LAST 7 DAYS         before             HAND-OFF  due now, and last 7 days
   ▄██ ▄█▀▀█▄   18 leads to take over          became ready     31     35  ▼ 4        touches due 3 late       5  !
    ██ ▄█▀▀█▄   the oldest for 31 h            new leads       214    202  ▲ 12       decisions due today      4
    ██ ▀█▄▄█▀   of 9,120 open                  activities    4,210  3,988  ▲ 222      touched in time n 31  71 %  ▼ 9
                                               won               6      6  =          first touch n 28     2.1 h  ▲ 29m
                                                                                      rejected no budget 5     9  ▲ 2
                      ╭─ Run an action ──────────────────────────────────────────────────────────╮
                      │ › type a few letters of its name                                         │
  STAGES  12,480 leads│                                                                          │ner, or nothing ahead
  Lead        ████████│ ▌ Open what is selected                                            enter │0 open leads
  MQL         █▋      │   Select the next tile                                               tab │
  SAL         █       │   Select the tile before                                       shift+tab │ recycled
  SQL         ▌       │   Select the next row                                                ↓/j │             6
  Opportunity ▎       │   Select the row before                                              ↑/k │            14
  Customer    ███▌    │   Import a file                                                        i │             2  !
  Recycled 266  Disqua│   Read the figures again                                               r │
                      │   Help: search all keys                                                ? │
                      │   Run any action by name                                        ctrl+p : │
                      │   Go to Overview                                                       1 │
                      │   Go to Funnel                                                         2 │
  READY NOW  the newes│   Go to Leads                                                          3 │            ready for
▌ A1   92  Mia Chen   ╰────────────────────────────────────────────────────────────── ↓ 12 more ─╯ree times in…  47 min
  A2   91  王小明                      株式会社ミライ            eBook download, Software or fintech, 120 empl…     2 h
  B1   89  Jonas Weber                 Kranich AG                Webinar attended, Decides (VP, head, chief)        5 h
  A2   88  Ana Souza                   Vela Ltda                 Asked for a demo, Pricing page three times in…    10 h
  B2   87  Zoë Müller-Lüdenscheidt     Lüdenscheider Metallwer…  eBook download, Software or fintech, 120 empl…    16 h
  C1   85  شركة النور                  مؤسسة الشرق               Webinar attended, Decides (VP, head, chief)       24 h
  B2   84  Evil Name                   Tab Corp 👨               Asked for a demo, Pricing page three times in…    33 h
  C2   82  नमसते भरत                    हनद ❤                     eBook download, Software or fintech, 120 empl…    44 h
  A1   81  Mia Chen                    Lumen GmbH                Webinar attended, Decides (VP, head, chief)        2 d
  A2   80  王小明                      株式会社ミライ            Asked for a demo, Pricing page three times in…     2 d
  B1   78  Jonas Weber                 Kranich AG                eBook download, Software or fintech, 120 empl…     3 d
  A2   77  Ana Souza                   Vela Ltda                 Webinar attended, Decides (VP, head, chief)        4 d

  LAST IMPORT  leads-november.csv  1,204 rows · 842 new · 359 updated · 3 rejected · 12 became ready · 3 h ago
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 ↑/↓ choose  enter run  esc close










.........................aaa.aa.aaaaaa
........................a

........................bccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccbbbbb
.............................................................................................aaa
.......................................................................................aaaaaaaaa
.............................................................................................aaa
.............................................................................................aaa
...............................................................................................a
...............................................................................................a
...............................................................................................a
........................................................................................aaaaaa.a
...............................................................................................a
...............................................................................................a
...............................................................................................a















.aaa.........aaaaa......aaa

a  bold
b  bold reverse
c  reverse
