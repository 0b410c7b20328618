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

.aaaaaaaaaa...b.cccccccc..d.eeeeee..d.eeeee..d.eeeeee..d.eeeee..d.eeeeeee....eeeeeeeeeee.e.eee.eeeeeeee.ee.e.eee.ee.eee
ffffffffffffffbbbbbbbbbbffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff

..gggggg.ggggggg....................................................gggg.g.gggg...........................dddddd
...bbb.bbbbbb..cc.ccccc.cc.cccc.cccc................................hhhhhhh.......................cccc.......eee..i.iii
....bb.bbbbbb..eee.eeeeee.eee.hh.h..................................hhhhhhhhh.hhh....................c.........e..d
....bb.bbbbbb..ee.eeeee.eeeee.eeeeee.ee.eee.........................hhhhhh.hhhhh....................cc........ee..j.j
....................................................................hhh.hhhhh.dddddd.ddddd.........ccc.......eee..i.ii
..ee.eeeeeee.eeee.ee.eeee.b.eeeee.eeeee.............................hhhhhhhhhh...................ccccc.....eeeee..i.iii

....................................................................gggggggg..dddd.ddd.ddd.dddd.d.dddd
..gggggg............................................................hhhhhh.hhhhhhh.dddddd.dd.d................cc
..hhhh.........dddddd.ddd.dddd.dd...................................hhhhhhh.hhh.d.dddd.........................c..k
..hhh...............................................................hhhhhhhhh.hhh.hhhhh........................c
..hhh...............................................................hhhhhhh.hh.hhhh.d.dd....................cc.c..j.j
..hhh...............................................................hhhhhh.hh.hhhhh.hhhhh.d.dd.............ccc.c..j.jjj
..hhhhhhhhhhh.......................................................hhhhhhhh.dd.dddddd.d.......................c..j.j
..hhhhhhhh
....................................................................ggggg....cc.k.ee.eeeee.eeee..j.j.eeeeee.ee.e.eeee
....................................................................ggggggg..cc.eee..c.eeee.k..c.eeee..c.eeee.j

..lllllllll.lllll...................................................mmmmm.mmmmm
......cc...hhhhh.hhhhh.hhhhhhhhh.hh.hhh.hhhh.h.hhhh...dd.dddddd.........nn.k.hhhhh.hh.hhhhhh.h.hhhhh.h.hhhh.hhhhh
......nn.k.hhhhhhhh.hhhhh.hhhh.h.hhhhhhhh.h.hhhh.hhhhh...................c...hhhhhhhhh.hhhh.hh.hhhh.hhhhh......d.ddddddd
......cc...hhhhh.hh.hhhhhhhhhhhh.h.hhhhh.....dd.dd.ddddddd.dd.d..........c...hhhh.hhhhh
.....ccc...hhh.hhhhh.hhhhhhh.hh.hhh.hhhh.h.hhhh......ddd.dddddd..........c...hhhhh.hhh.hh.hhh.hhhh.h.hhhh.......d.dddddd
......cc...hhhh.hhhhh.hhh

..aaaaa.aaa..ddd.dd.ddd.dddddd.ddddd..dd.dddddd.ddddd.dd.d.ddddd.dd.dddddd....................................ddddd.ddd
opqqpppoopprrrprrrrppppppppppppppppppppssssspssssppppppppppppppppssssspssspspssssspssssssspsssspssssspssssspsssppttptttp
..cc...bb..h.h.h.......................e.e.e.e.e.e.e.............eeeee.eeeeeeeee.eeeeeeee.ee.eeeeeeee.eee.eeeee.....d.d
..cc...bb..hhhhh.hhhhh.................eeeeeee.ee................eeeeeee.eeeeeeeee.eeeeeee.eeee.eeeee.eeeeee........d.d
..cc...bb..hhh.hhhhh...................eeee.eeee.................eeeee.eee.e.eeeee.eeeeeee.eeee.eeeee.eeeee.eee....dd.d
..cc...bb..hhh.hhhhhhhhhhhhhhhhhhh.....eeeeeeeeeeeee.eeeeeeeeee..eeeee.eeeeeeeee.eeeeeeee.ee.eeeeeeee.eee.eeeee....dd.d
..cc...bb..hhhh.hhhhh..................eeeee.eeeee...............eeeeeee.eeeeeeeee.eeeeeee.eeee.eeeee.eeeeee.......dd.d
..cc...bb..hhhh.hhhh...................eee.eeee.e................eeeee.eee.e.eeeee.eeeeeee.eeee.eeeee.eeeee.eee....dd.d

..gggg.gggggg..dddddddddddddddddd..ddddd.dddd.d.ddd.ddd.d.ddd.ddddddd.d.d.dddddddd.d.dd.dddddd.ddddd.d.d.d.ddd
ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
.bbbbb.eeee..bbb.eeee.eeee..b.eeeeee.....................................................................b.eeee..b.eeee

a  #6a3fb8 bold
b  #6a3fb8
c  #1f2430 bold
d  #656d7c
e  #555d6d
f  #8b92a0
g  #555d6d bold
h  #1f2430
i  #006e50
j  #746000
k  #b3321c
l  #9a5200 bold
m  #00639c bold
n  #b3321c bold
o  #6a3fb8 on #dfe7f6
p  on #dfe7f6
q  #1f2430 on #dfe7f6 bold
r  #1f2430 on #dfe7f6
s  #555d6d on #dfe7f6
t  #656d7c on #dfe7f6
