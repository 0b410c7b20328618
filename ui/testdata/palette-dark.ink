 smarketing   1 Overview  2 Leads                                       pipeline.db · B2B software v7 · Mon 23 Nov 2026
──────────────━━━━━━━━━━────────────────────────────────────────────────────────────────────────────────────────────────

  READY, WAITING                                               THIS WEEK                        7 days    before
   ▄██ ▄█▀▀█▄   18 leads to take over                          became ready                         31        35  ▼ 4
    ██ ▄█▀▀█▄   the oldest for 31 h                            new leads 12,000 dated              214       202  ▲ 12
    ██ ▀█▄▄█▀   of 9,120 open, 12,480 in all                   activities                        4,210     3,988  ▲ 222
                                                               won                                   6         6  =

                      ╭─ Run an action ──────────────────────────────────────────────────────────╮
  STAGES  12,480 leads│ › type a few letters of its name                                         │ere 20 or more
  Lead           █████│                                                                          │           4
  MQL            ███▏ │ ▌ Open what is selected                                            enter │ 58%     308  49%
  SAL            █▉   │   Select the next tile                                               tab │ 41%   1,232  33%
  SQL            ▉    │   Select the tile before                                       shift+tab │ 25%   4,004  17%
  Opportunity    ▍    │   Select the next row                                                ↓/j │  8%   8,624   0%
  Customer       █████│   Select the row before                                              ↑/k │
  Recycled 266  Disqua│   Import a file                                                        i │
                      │   Read the figures again                                               r │
                      │   Help: search all keys                                                ? │
  READY NOW  the newes│   Run any action by name                                        ctrl+p : │            ready for
▌ A1   92  Mia Chen   │   Go to Overview                                                       1 │ree times in…  47 min
  A2   91  王小明     │   Go to Leads                                                          2 │ch, 120 empl…     2 h
  B1   89  Jonas Weber│   Quit                                                                 q │ad, chief)        5 h
  A2   88  Ana Souza  ╰─────────────────────────────────────────────────────────────── ↓ 7 more ─╯ree times in…    10 h
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

.aaaaaaaaaa...a.aaaaaaaa..a.aaaaa.......................................aaaaaaaaaaa.a.aaa.aaaaaaaa.aa.a.aaa.aa.aaa.aaaa
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

..aaaaaa.aaaaaaa...............................................aaaa.aaaa........................a.aaaa....aaaaaa
...aaa.aaaaaa...aa.aaaaa.aa.aaaa.aaaa..........................aaaaaa.aaaaa.........................aa........aa..a.a
....aa.aaaaaa...aaa.aaaaaa.aaa.aa.a............................aaa.aaaaa.aaaaaa.aaaaa..............aaa.......aaa..a.aa
....aa.aaaaaa...aa.aaaaa.aaaaa.aaaaaa.aa.aaa...................aaaaaaaaaa........................aaaaa.....aaaaa..a.aaa
...............................................................aaa...................................a.........a..a

......................bbcdddcddcddddddcbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
..aaaaaa..aaaaaa.aaaaabcecffffcfcfffcfffffffcffcfffcffffcccccccccccccccccccccccccccccccccccccccccbaaa.aa.aa.aaaa
..aaaa...........aaaaabccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccb...........a
..aaa............aaaa.bcghiiiihiiiihiihiiiiiiiihhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhgggggcb.aaa.....aaa..aaa
..aaa............aa...bcccjjjjjjcjjjcjjjjcjjjjccccccccccccccccccccccccccccccccccccccccccccccceeecb.aaa...aaaaa..aaa
..aaa............a....bcccjjjjjjcjjjcjjjjcjjjjjjccccccccccccccccccccccccccccccccccccccceeeeeeeeecb.aaa...aaaaa..aaa
..aaaaaaaaaaa....a....bcccjjjjjjcjjjcjjjjcjjjcccccccccccccccccccccccccccccccccccccccccccccccceeecb..aa...aaaaa...aa
..aaaaaaaa.......aaaaabcccjjjjjjcjjjcjjjcjjjjjjcccccccccccccccccccccccccccccccccccccccccccccceeecb
..aaaaaaaa.aaa..aaaaaabcccjjjjjjcjcjjjjccccccccccccccccccccccccccccccccccccccccccccccccccccccccecb
......................bcccjjjjcjjjcjjjjjjjcjjjjjcccccccccccccccccccccccccccccccccccccccccccccccecb
......................bcccjjjjjcjjjjjjcjjjcjjjjccccccccccccccccccccccccccccccccccccccccccccccccecb
..aaaaa.aaa..aaa.aaaaabcccjjjcjjjcjjjjjjcjjcjjjjcccccccccccccccccccccccccccccccccccccccceeeeeececb............aaaaa.aaa
a.aa...aa..aaa.aaaa...bcccjjcjjcjjjjjjjjcccccccccccccccccccccccccccccccccccccccccccccccccccccccecbaaa.aaaaa.aaa..aa.aaa
..aa...aa..a.a.a......bcccjjcjjcjjjjjccccccccccccccccccccccccccccccccccccccccccccccccccccccccccecbaaa.aaa.aaaaa.....a.a
..aa...aa..aaaaa.aaaaabcccjjjjcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccecbaaa.aaaaaa........a.a
..aa...aa..aaa.aaaaa..bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbcfcfcffffcbbaaa.aaaaa.aaa....aa.a
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
