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
