 smarketing   1 Overview  2 Funnel  3 Leads  4 Rubric  5 Goals  6 Nurture    pipeline.db · B2B software v7 · Mon 23 Nov
──────────────━━━━━━━━━━────────────────────────────────────────────────────────────────────────────────────────────────

  READY, WAITING                               LAST 7 DAYS         before             HAND-OFF  due now, and last 7 days
   ▄██ ▄█▀▀█▄   18 leads to take over          became ready     31     35  ▼ 4        touches due 3 late       5  !
    ██ ▄█▀▀█▄   the oldest for 31 h            new leads       214    202  ▲ 12       decisions due today      4
    ██ ▀█▄▄█▀   of 9,120 open                  activities    4,210  3,988  ▲ 222      touched in time n 31  71 %  ▼ 9
                                               won               6      6  =          first touch n 28     2.1 h  ▲ 29m
                                                                                      rejected no budget 5     9  ▲ 2


  STAGES  12,480 leads                         GRADES  leads, won of closed           LEAKS  no owner, or nothing ahead
  Lead        █████████████   7,120  mktg           1       2       3       4         37 ! of 9,120 open leads
  MQL         █▋                911            A   44      132     220     308
  SAL         █                 556  sales          –    67%/33  58%/55  49%/77       NURTURE  266 recycled
  SQL         ▌                 267            B   176     528     880    1,232       warm again               6
  Opportunity ▎                 109              57%/44  50%/132 41%/220 33%/308      due today               14
  Customer    ███▌            1,902            C   572    1,716   2,860   4,004       overdue                  2  !
  Recycled 266  Disqualified 801  Lost 548       41%/143 33%/429 25%/715 17%/1k
                                               D    ·     3,696   6,160   8,624
                                                         17%/924 8%/1.5k 0%/2.2k


  READY NOW  the newest 12 of 18                                                                              ready for
▌ A1   92  Mia Chen                    Lumen GmbH                Asked for a demo, Pricing page three times in…  47 min
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
 enter open  tab next tile  i import                                                                     ? help  q quit

.aaaaaaaaaa...a.bbbbbbbb..c.cccccc..c.ccccc..c.cccccc..c.ccccc..c.ccccccc....ccccccccccc.c.ccc.cccccccc.cc.c.ccc.cc.ccc
ddddddddddddddaaaaaaaaaadddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd

..bbbbbb.bbbbbbb...............................bbbb.b.bbbb.........cccccc.............bbbbbbbb..ccc.cccc.ccc.cccc.c.cccc
...eee.eeeeee...bb.bbbbb.bb.bbbb.bbbb...........................bb.....cc..f.f....................c.cccc.......b..g
....ee.eeeeee...ccc.cccccc.ccc.................................bbb....ccc..h.hh................................b
....ee.eeeeee...cc.ccccc.cccc................................bbbbb..ccccc..h.hhh......................c.cc..bb.b..f.f
.................................................................b......c..c......................c.cc.....bbb.b..f.fff
...............................................................................................cc.cccccc.c.....b..f.f


..bbbbbb..cccccc.ccccc.........................bbbbbb..cccccc.ccc.cc.cccccc...........bbbbb..cc.cccccc.cc.ccccccc.ccccc
..............iiiiiiiiiiiii...bbbbb..iiii...........c.......c.......c.......c.........bb.g.cc.ccccc.cccc.ccccc
..............ii................bbb............b
..............j.................bbb..jjjjj............................................bbbbbbb..ccc.cccccccc
..............j.................bbb............b...............................................................b
..............j.................bbb...........................................................................bb
..............hhhh............bbbbb............b...............................................................b..g
..cccccccc.ccc..cccccccccccc.ccc..cccc.ccc
...............................................b..................bbbbb...bbbbb
.................................................................bbbbbbb.bbbbbbb


..aaaaa.aaa..ccc.cccccc.cc.cc.cc..............................................................................ccccc.ccc
klkkllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
..bb...ee..............................c.c.c.c.c.c.c.............ccccc.ccccccccc.cccccccc.cc.cccccccc.ccc.ccccc.....c.c
..bb...ee..............................ccccccc.cc................ccccccc.ccccccccc.ccccccc.cccc.ccccc.cccccc........c.c
..bb...ee..............................cccc.cccc.................ccccc.ccc.c.ccccc.ccccccc.cccc.ccccc.ccccc.ccc....cc.c
..bb...ee..............................ccccccccccccc.cccccccccc..ccccc.ccccccccc.cccccccc.cc.cccccccc.ccc.ccccc....cc.c
..bb...ee..............................ccccc.ccccc...............ccccccc.ccccccccc.ccccccc.cccc.ccccc.cccccc.......cc.c
..bb...ee..............................ccc.cccc.c................ccccc.ccc.c.ccccc.ccccccc.cccc.ccccc.ccccc.ccc....cc.c
..bb...ee..............................ccc.c.....................ccccc.ccccccccc.cccccccc.cc.cccccccc.ccc.ccccc....cc.c
..bb...ee..............................ccccc.cccc................ccccccc.ccccccccc.ccccccc.cccc.ccccc.cccccc........c.c
..bb...ee..............................c.c.c.c.c.c.c.............ccccc.ccc.c.ccccc.ccccccc.cccc.ccccc.ccccc.ccc.....c.c
..bb...ee..............................ccccccc.cc................ccccc.ccccccccc.cccccccc.cc.cccccccc.ccc.ccccc.....c.c
..bb...ee..............................cccc.cccc.................ccccccc.ccccccccc.ccccccc.cccc.ccccc.cccccc........c.c

..bbbb.bbbbbb..cccccccccccccccccc..ccccc.cccc.c.ccc.ccc.c.ccc.ccccccc.c.c.cccccccc.c.cc.cccccc.ccccc.c.c.c.ccc
dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
.aaaaa.cccc..aaa.cccc.cccc..a.cccccc.....................................................................a.cccc..a.cccc

a  #ff00ff bold
b  bold
c  #c0c0c0
d  #808080
e  #ff00ff
f  #ffff00 bold
g  #ff0000 bold
h  #00ff00
i  #808000
j  #00ffff
k  bold reverse
l  reverse
