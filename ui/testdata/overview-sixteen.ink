 smarketing   1 Overview  2 Funnel  3 Leads  4 Rubric  5 Goals  6 Nurture    pipeline.db · B2B software v7 · Mon 23 Nov
──────────────━━━━━━━━━━────────────────────────────────────────────────────────────────────────────────────────────────

  READY, WAITING                                                    LAST 7 DAYS                           before
   ▄██ ▄█▀▀█▄  18 leads to take over                                revenue                       132k       98k  ▲ 34k
    ██ ▄█▀▀█▄  the oldest for 31 h                                  customers won                    6         6  =
    ██ ▀█▄▄█▀  of 9,120 open, 12,480 in all                         became ready                    31        35  ▼ 4
                                                                    new leads 12,000 dated         214       202  ▲ 12
  No revenue goal is set. 5 opens Goals                             activities                   4,210     3,988  ▲ 222

                                                                    HAND-OFF  now, and the last 7 days
  FUNNEL                                                            ready, waiting oldest 31 h                18
  Lead         nobody has come in                                   touches due 3 late                         5  !
  MQL                                                               decisions due today                        4
  SAL                                                               touched in time n 31                    71 %  ▼ 9
  SQL                                                               median to first touch n 28             2.1 h  ▲ 29m
  Opportunity                                                       rejected no budget 5                       9  ▲ 2
  Customer
                                                                    LEAKS    37 ! of 9,120 open  ▲ 9 lapsed in 7 days
                                                                    NURTURE  14 due  2 late !  6 warm  4 back ▼

  MARKETING TODAY                                                   SALES TODAY
      31   ready leads delivered in the last 7 days   35 before         18 ! ready to touch, 3 late, 0 more today
      16 ! recycled leads due, 2 overdue, 6 warm again                   4   decisions due, 23 next steps      4 overdue
      41   leads of webinar-oct, 3 ready     30 d, weakest of 7          0   open deals
     214   new leads brought in the last 7 days      202 before          6   deals won in the last 7 days       6 before
      12   next steps due

  READY NOW  1-7 of 18, newest first  31 became ready in 7 days, 35 before                                    ready for
▌ A1   92  Mia Chen                    Lumen GmbH                Asked for a demo, Pricing page three times in…  47 min
  A2   91  王小明                      株式会社ミライ            eBook download, Software or fintech, 120 empl…     2 h
  B1   89  Jonas Weber                 Kranich AG                Webinar attended, Decides (VP, head, chief)        5 h
  A2   88  Ana Souza                   Vela Ltda                 Asked for a demo, Pricing page three times in…    10 h
  B2   87  Zoë Müller-Lüdenscheidt     Lüdenscheider Metallwer…  eBook download, Software or fintech, 120 empl…    16 h
  C1   85  شركة النور                  مؤسسة الشرق               Webinar attended, Decides (VP, head, chief)       24 h
  B2   84  Evil Name                   Tab Corp 👨               Asked for a demo, Pricing page three times in…    33 h

  LAST IMPORT  leads-november.csv  1,204 rows · 842 new · 359 updated · 3 rejected · 12 became ready · 3 h ago
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 enter open  tab next tile  i import                                                                     ? help  q quit

.aaaaaaaaaa...a.bbbbbbbb..c.cccccc..c.ccccc..c.cccccc..c.ccccc..c.ccccccc....ccccccccccc.c.ccc.cccccccc.cc.c.ccc.cc.ccc
ddddddddddddddaaaaaaaaaadddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd

..bbbbbb.bbbbbbb....................................................bbbb.b.bbbb...........................cccccc
...eee.eeeeee..bb.bbbbb.bb.bbbb.bbbb..............................................................bbbb.......ccc..f.fff
....ee.eeeeee..ccc.cccccc.ccc........................................................................b.........c..c
....ee.eeeeee..cc.ccccc.ccccc.cccccc.cc.ccc.........................................................bb........cc..g.g
..............................................................................cccccc.ccccc.........bbb.......ccc..f.ff
..cc.ccccccc.cccc.cc.cccc.a.ccccc.ccccc..........................................................bbbbb.....ccccc..f.fff

....................................................................bbbbbbbb..cccc.ccc.ccc.cccc.c.cccc
..bbbbbb...........................................................................cccccc.cc.c................bb
...............cccccc.ccc.cccc.cc...............................................c.cccc.........................b..h
...............................................................................................................b
....................................................................................c.cc....................bb.b..g.g
..........................................................................................c.cc.............bbb.b..g.ggg
.............................................................................cc.cccccc.c.......................b..g.g

....................................................................bbbbb....bb.h.cc.ccccc.cccc..g.g.cccccc.cc.c.cccc
....................................................................bbbbbbb..bb.ccc..b.cccc.h..b.cccc..b.cccc.g

..iiiiiiiii.iiiii...................................................jjjjj.jjjjj
......bb..............................................cc.cccccc.........hh.h
......hh.h...............................................................b.....................................c.ccccccc
......bb.....................................cc.cc.ccccccc.cc.c..........b
.....bbb.............................................ccc.cccccc..........b......................................c.cccccc
......bb

..aaaaa.aaa..ccc.cc.ccc.cccccc.ccccc..cc.cccccc.ccccc.cc.c.ccccc.cc.cccccc....................................ccccc.ccc
klkkllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
..bb...ee..............................c.c.c.c.c.c.c.............ccccc.ccccccccc.cccccccc.cc.cccccccc.ccc.ccccc.....c.c
..bb...ee..............................ccccccc.cc................ccccccc.ccccccccc.ccccccc.cccc.ccccc.cccccc........c.c
..bb...ee..............................cccc.cccc.................ccccc.ccc.c.ccccc.ccccccc.cccc.ccccc.ccccc.ccc....cc.c
..bb...ee..............................ccccccccccccc.cccccccccc..ccccc.ccccccccc.cccccccc.cc.cccccccc.ccc.ccccc....cc.c
..bb...ee..............................ccccc.ccccc...............ccccccc.ccccccccc.ccccccc.cccc.ccccc.cccccc.......cc.c
..bb...ee..............................ccc.cccc.c................ccccc.ccc.c.ccccc.ccccccc.cccc.ccccc.ccccc.ccc....cc.c

..bbbb.bbbbbb..cccccccccccccccccc..ccccc.cccc.c.ccc.ccc.c.ccc.ccccccc.c.c.cccccccc.c.cc.cccccc.ccccc.c.c.c.ccc
dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
.aaaaa.cccc..aaa.cccc.cccc..a.cccccc.....................................................................a.cccc..a.cccc

a  #ff00ff bold
b  bold
c  #c0c0c0
d  #808080
e  #ff00ff
f  #00ff00
g  #ffff00 bold
h  #ff0000 bold
i  #808000 bold
j  #00ffff bold
k  bold reverse
l  reverse
