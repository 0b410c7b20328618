 smarketing   1 Overview  2 Leads  3 Rubric                             pipeline.db · B2B software v7 · Mon 23 Nov 2026
──────────────━━━━━━━━━━────────────────────────────────────────────────────────────────────────────────────────────────

  READY, WAITING                                               LAST 7 DAYS                                before
   ▄██ ▄█▀▀█▄   18 leads to take over                          became ready                         31        35  ▼ 4
    ██ ▄█▀▀█▄   the oldest for 31 h                            new leads 12,000 dated              214       202  ▲ 12
    ██ ▀█▄▄█▀   of 9,120 open, 12,480 in all                   activities                        4,210     3,988  ▲ 222
                                                               won                                   6         6  =

                      ╭─ Run an action ──────────────────────────────────────────────────────────╮
  STAGES  12,480 leads│ › type a few letters of its name                                         │ere 20 or more
  Lead           █████│                                                                          │           4
  MQL            ███  │ ▌ Open what is selected                                            enter │          308
  SAL            █▊   │   Select the next tile                                               tab │ 55    49% of 77
  SQL            ▉    │   Select the tile before                                       shift+tab │         1,232
  Opportunity    ▍    │   Select the next row                                                ↓/j │ 220   33% of 308
  Customer       █████│   Select the row before                                              ↑/k │0        4,004
  Recycled 266  Disqua│   Import a file                                                        i │ 715   17%/1,001
                      │   Read the figures again                                               r │0        8,624
                      │   Help: search all keys                                                ? │,540  0% of 2,156
                      │   Run any action by name                                        ctrl+p : │
                      │   Go to Overview                                                       1 │
  READY NOW  the newes│   Go to Leads                                                          2 │            ready for
▌ A1   92  Mia Chen   │   Go to Rubric                                                         3 │ree times in…  47 min
  A2   91  王小明     ╰─────────────────────────────────────────────────────────────── ↓ 9 more ─╯ch, 120 empl…     2 h
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

.aaaaaaaaaa...a.aaaaaaaa..a.aaaaa..a.aaaaaa.............................aaaaaaaaaaa.a.aaa.aaaaaaaa.aa.a.aaa.aa.aaa.aaaa
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

..aaaaaa.aaaaaaa...............................................aaaa.a.aaaa................................aaaaaa
...aaa.aaaaaa...aa.aaaaa.aa.aaaa.aaaa..........................aaaaaa.aaaaa.........................aa........aa..a.a
....aa.aaaaaa...aaa.aaaaaa.aaa.aa.a............................aaa.aaaaa.aaaaaa.aaaaa..............aaa.......aaa..a.aa
....aa.aaaaaa...aa.aaaaa.aaaaa.aaaaaa.aa.aaa...................aaaaaaaaaa........................aaaaa.....aaaaa..a.aaa
...............................................................aaa...................................a.........a..a

......................bbcdddcddcddddddcbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
..aaaaaa..aaaaaa.aaaaabcecffffcfcfffcfffffffcffcfffcffffcccccccccccccccccccccccccccccccccccccccccbaaa.aa.aa.aaaa
..aaaa...........aaaaabccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccb...........a
..aaa............aaa..bcghiiiihiiiihiihiiiiiiiihhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhgggggcb..........aaa
..aaa............aa...bcccjjjjjjcjjjcjjjjcjjjjccccccccccccccccccccccccccccccccccccccccccccccceeecb.aa....aaa.aa.aa
..aaa............a....bcccjjjjjjcjjjcjjjjcjjjjjjccccccccccccccccccccccccccccccccccccccceeeeeeeeecb.........aaaaa
..aaaaaaaaaaa....a....bcccjjjjjjcjjjcjjjjcjjjcccccccccccccccccccccccccccccccccccccccccccccccceeecb.aaa...aaa.aa.aaa
..aaaaaaaa.......aaaaabcccjjjjjjcjjjcjjjcjjjjjjcccccccccccccccccccccccccccccccccccccccccccccceeecba........aaaaa
..aaaaaaaa.aaa..aaaaaabcccjjjjjjcjcjjjjccccccccccccccccccccccccccccccccccccccccccccccccccccccccecb.aaa...aaaaaaaaa
......................bcccjjjjcjjjcjjjjjjjcjjjjjcccccccccccccccccccccccccccccccccccccccccccccccecba........aaaaa
......................bcccjjjjjcjjjjjjcjjjcjjjjccccccccccccccccccccccccccccccccccccccccccccccccecbaaaa..aa.aa.aaaaa
......................bcccjjjcjjjcjjjjjjcjjcjjjjcccccccccccccccccccccccccccccccccccccccceeeeeececb
......................bcccjjcjjcjjjjjjjjcccccccccccccccccccccccccccccccccccccccccccccccccccccccecb
..aaaaa.aaa..aaa.aaaaabcccjjcjjcjjjjjccccccccccccccccccccccccccccccccccccccccccccccccccccccccccecb............aaaaa.aaa
a.aa...aa..aaa.aaaa...bcccjjcjjcjjjjjjcccccccccccccccccccccccccccccccccccccccccccccccccccccccccecbaaa.aaaaa.aaa..aa.aaa
..aa...aa..a.a.a......bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbcfcfcffffcbbaaa.aaa.aaaaa.....a.a
..aa...aa..aaaaa.aaaaa.................aaaaaaa.aa................aaaaaaa.aaaaaaaaa.aaaaaaa.aaaa.aaaaa.aaaaaa........a.a
..aa...aa..aaa.aaaaa...................aaaa.aaaa.................aaaaa.aaa.a.aaaaa.aaaaaaa.aaaa.aaaaa.aaaaa.aaa....aa.a
..aa...aa..aaa.aaaaaaaaaaaaaaaaaaa.....aaaaaaaaaaaaa.aaaaaaaaaa..aaaaa.aaaaaaaaa.aaaaaaaa.aa.aaaaaaaa.aaa.aaaaa....aa.a
..aa...aa..aaaa.aaaaa..................aaaaa.aaaaa...............aaaaaaa.aaaaaaaaa.aaaaaaa.aaaa.aaaaa.aaaaaa.......aa.a
..aa...aa..aaaa.aaaa...................aaa.aaaa.a................aaaaa.aaa.a.aaaaa.aaaaaaa.aaaa.aaaaa.aaaaa.aaa....aa.a
..aa...aa..aaaa.aaa....................aaa.a.....................aaaaa.aaaaaaaaa.aaaaaaaa.aa.aaaaaaaa.aaa.aaaaa....aa.a
..aa...aa..aaa.aaaa....................aaaaa.aaaa................aaaaaaa.aaaaaaaaa.aaaaaaa.aaaa.aaaaa.aaaaaa........a.a
..aa...aa..a.a.a.......................a.a.a.a.a.a.a.............aaaaa.aaa.a.aaaaa.aaaaaaa.aaaa.aaaaa.aaaaa.aaa.....a.a
..aa...aa..aaaaa.aaaaa.................aaaaaaa.aa................aaaaa.aaaaaaaaa.aaaaaaaa.aa.aaaaaaaa.aaa.aaaaa.....a.a
..aa...aa..aaa.aaaaa...................aaaa.aaaa.................aaaaaaa.aaaaaaaaa.aaaaaaa.aaaa.aaaaa.aaaaaa........a.a

..aaaa.aaaaaa..aaaaaaaaaaaaaaaaaa..aaaaa.aaaa.a.aaa.aaa.a.aaa.aaaaaaa.a.a.aaaaaaaa.a.aa.aaaaaa.aaaaa.a.a.a.aaa

aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
.kkk.llllll..kkkkk.lll..kkk.lllll

a  #626978
b  #626978 on #1e222a
c  on #1e222a
d  #dfe3ea on #1e222a bold
e  #bda4f5 on #1e222a
f  #9199a9 on #1e222a
g  #bda4f5 on #343a46
h  on #343a46
i  #dfe3ea on #343a46
j  #dfe3ea on #1e222a
k  #bda4f5
l  #a3abba
