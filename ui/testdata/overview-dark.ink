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

.aaaaaaaaaa...b.cccccccc..d.eeeeee..d.eeeee..d.eeeeee..d.eeeee..d.eeeeeee....eeeeeeeeeee.e.eee.eeeeeeee.ee.e.eee.ee.eee
ffffffffffffffbbbbbbbbbbffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff

..gggggg.ggggggg...............................gggg.g.gggg.........dddddd.............gggggggg..ddd.dddd.ddd.dddd.d.dddd
...bbb.bbbbbb...cc.ccccc.cc.cccc.cccc..........hhhhhh.hhhhh.....cc.....ee..i.i........hhhhhhh.hhh.d.dddd.......c..j
....bb.bbbbbb...eee.eeeeee.eee.hh.h............hhh.hhhhh.......ccc....eee..k.kk.......hhhhhhhhh.hhh.hhhhh......c
....bb.bbbbbb...ee.eeeee.eeee..................hhhhhhhhhh....ccccc..eeeee..k.kkk......hhhhhhh.hh.hhhh.d.dd..cc.c..i.i
...............................................hhh...............c......e..d..........hhhhh.hhhhh.d.dd.....ccc.c..i.iii
......................................................................................hhhhhhhh.dd.dddddd.d.....c..i.i


..gggggg..dddddd.ddddd.........................gggggg..dddddd.ddd.dd.dddddd...........ggggg..dd.dddddd.dd.ddddddd.ddddd
..hhhh........lllllllllllll...ccccc..llll...........e.......e.......e.......e.........cc.j.ee.eeeee.eeee.eeeee
..hhh.........ll................ccc............c.mmnnmmm.mmnnnmm.mmnnnmm.mmnnnmm
..hhh.........o.................ccc..ooooo.......mmmnmmm.nnnnnnm.nnnnnnm.nnnnnnm......ggggggg..ddd.dddddddd
..hhh.........o.................ccc............c.mmnnnmm.ppqqqpp.ppqqqpp.pqqqqqp......hhhh.hhhhh...............c
..hhhhhhhhhhh.o.................ccc..............nnnnnnm.qqqqqqq.qqqqqqq.qqqqqqq......hhh.hhhhh...............cc
..hhhhhhhh....kkkk............ccccc............c.ppqqqpp.rsssssr.rsssssr.tuuuuut......hhhhhhh..................c..j
..dddddddd.eee..dddddddddddd.eee..dddd.eee.......qqqqqqq.sssssss.sssssss.uuuuuut
...............................................c....d....tuuuuut.vwwwwwv.vwwwwwv
.........................................................uuuuuuu.wwwwwww.wwwwwww


..aaaaa.aaa..ddd.dddddd.dd.dd.dd..............................................................................ddddd.ddd
xyzzyyyxxyyAAAyAAAAyyyyyyyyyyyyyyyyyyyyBBBBByBBBByyyyyyyyyyyyyyyyBBBBByBBByByBBBBByBBBBBBByBBBByBBBBByBBBBByBBByyCCyCCCy
..cc...bb..h.h.h.......................e.e.e.e.e.e.e.............eeeee.eeeeeeeee.eeeeeeee.ee.eeeeeeee.eee.eeeee.....d.d
..cc...bb..hhhhh.hhhhh.................eeeeeee.ee................eeeeeee.eeeeeeeee.eeeeeee.eeee.eeeee.eeeeee........d.d
..cc...bb..hhh.hhhhh...................eeee.eeee.................eeeee.eee.e.eeeee.eeeeeee.eeee.eeeee.eeeee.eee....dd.d
..cc...bb..hhh.hhhhhhhhhhhhhhhhhhh.....eeeeeeeeeeeee.eeeeeeeeee..eeeee.eeeeeeeee.eeeeeeee.ee.eeeeeeee.eee.eeeee....dd.d
..cc...bb..hhhh.hhhhh..................eeeee.eeeee...............eeeeeee.eeeeeeeee.eeeeeee.eeee.eeeee.eeeeee.......dd.d
..cc...bb..hhhh.hhhh...................eee.eeee.e................eeeee.eee.e.eeeee.eeeeeee.eeee.eeeee.eeeee.eee....dd.d
..cc...bb..hhhh.hhh....................eee.e.....................eeeee.eeeeeeeee.eeeeeeee.ee.eeeeeeee.eee.eeeee....dd.d
..cc...bb..hhh.hhhh....................eeeee.eeee................eeeeeee.eeeeeeeee.eeeeeee.eeee.eeeee.eeeeee........d.d
..cc...bb..h.h.h.......................e.e.e.e.e.e.e.............eeeee.eee.e.eeeee.eeeeeee.eeee.eeeee.eeeee.eee.....d.d
..cc...bb..hhhhh.hhhhh.................eeeeeee.ee................eeeee.eeeeeeeee.eeeeeeee.ee.eeeeeeee.eee.eeeee.....d.d
..cc...bb..hhh.hhhhh...................eeee.eeee.................eeeeeee.eeeeeeeee.eeeeeee.eeee.eeeee.eeeeee........d.d

..gggg.gggggg..dddddddddddddddddd..ddddd.dddd.d.ddd.ddd.d.ddd.ddddddd.d.d.dddddddd.d.dd.dddddd.ddddd.d.d.d.ddd
ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
.bbbbb.eeee..bbb.eeee.eeee..b.eeeeee.....................................................................b.eeee..b.eeee

a  #bda4f5 bold
b  #bda4f5
c  #dfe3ea bold
d  #9199a9
e  #a3abba
f  #626978
g  #a3abba bold
h  #dfe3ea
i  #ece05a
j  #ff8a5c
k  #3fcaa2
l  #f0a83a
m  on #20212b
n  #dfe3ea on #20212b
o  #5fb8ee
p  on #2e2c3c
q  #dfe3ea on #2e2c3c
r  on #3c384e
s  #dfe3ea on #3c384e
t  on #4a4461
u  #dfe3ea on #4a4461
v  on #595174
w  #dfe3ea on #595174
x  #bda4f5 on #343a46
y  on #343a46
z  #dfe3ea on #343a46 bold
A  #dfe3ea on #343a46
B  #a3abba on #343a46
C  #9199a9 on #343a46
