 smarketing   1 Overview  2 Leads  3 Rubric                             pipeline.db · B2B software v7 · Mon 23 Nov 2026
──────────────━━━━━━━━━━────────────────────────────────────────────────────────────────────────────────────────────────

  READY, WAITING                                               LAST 7 DAYS                                before
   ▄██ ▄█▀▀█▄   18 leads to take over                          became ready                         31        35  ▼ 4
    ██ ▄█▀▀█▄   the oldest for 31 h                            new leads 12,000 dated              214       202  ▲ 12
    ██ ▀█▄▄█▀   of 9,120 open, 12,480 in all                   activities                        4,210     3,988  ▲ 222
                                                               won                                   6         6  =


  STAGES  12,480 leads                                         GRADES  leads, and won of closed where 20 or more
  Lead           ███████████████████████   7,120  marketing           1            2            3            4
  MQL            ███                         911               A      44          132          220          308
  SAL            █▊                          556  sales               –        67% of 33    58% of 55    49% of 77
  SQL            ▉                           267               B     176          528          880         1,232
  Opportunity    ▍                           109                  57% of 44    50% of 132   41% of 220   33% of 308
  Customer       ██████▏                   1,902               C     572         1,716        2,860        4,004
  Recycled 266  Disqualified 801  Lost 548                        41% of 143   33% of 429   25% of 715   17%/1,001
                                                               D      ·          3,696        6,160        8,624
                                                                               17% of 924  8% of 1,540  0% of 2,156


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

.aaaaaaaaaa...b.cccccccc..d.eeeee..d.eeeeee.............................eeeeeeeeeee.e.eee.eeeeeeee.ee.e.eee.ee.eee.eeee
ffffffffffffffbbbbbbbbbbffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff

..gggggg.ggggggg...............................................gggg.g.gggg................................dddddd
...bbb.bbbbbb...cc.ccccc.cc.cccc.cccc..........................hhhhhh.hhhhh.........................cc........ee..i.i
....bb.bbbbbb...eee.eeeeee.eee.hh.h............................hhh.hhhhh.dddddd.ddddd..............ccc.......eee..j.jj
....bb.bbbbbb...ee.eeeee.eeeee.eeeeee.ee.eee...................hhhhhhhhhh........................ccccc.....eeeee..j.jjj
...............................................................hhh...................................c.........e..d


..gggggg..dddddd.ddddd.........................................gggggg..dddddd.ddd.ddd.dd.dddddd.ddddd.dd.dd.dddd
..hhhh...........kkkkkkkkkkkkkkkkkkkkkkk...ccccc..kkkkkkkkk...........e............e............e............e
..hhh............kkk.........................ccc...............c.lllllmmlllll.llllmmmlllll.llllmmmlllll.llllmmmlllll
..hhh............nn..........................ccc..nnnnn..........lllllmllllll.lmmmlmmlmmll.lmmmlmmlmmll.lmmmlmmlmmll
..hhh............n...........................ccc...............c.llllmmmlllll.oooopppooooo.oooopppooooo.ooopppppoooo
..hhhhhhhhhhh....n...........................ccc.................lmmmlmmlmmll.opppoppopppo.opppoppopppo.opppoppopppo
..hhhhhhhh.......jjjjjjj...................ccccc...............c.oooopppooooo.qqqrrrrrqqqq.qqqrrrrrqqqq.ssstttttssss
..dddddddd.eee..dddddddddddd.eee..dddd.eee.......................opppoppopppo.qrrrqrrqrrrq.qrrrqrrqrrrq.stttttttttss
...............................................................c......d.......ssstttttssss.uuuvvvvvuuuu.uuuvvvvvuuuu
..............................................................................stttsttsttts.vvuvvuvvvvvu.vvuvvuvvvvvu


..aaaaa.aaa..ddd.dddddd.dd.dd.dd..............................................................................ddddd.ddd
wxyyxxxwwxxzzzxzzzzxxxxxxxxxxxxxxxxxxxxAAAAAxAAAAxxxxxxxxxxxxxxxxAAAAAxAAAxAxAAAAAxAAAAAAAxAAAAxAAAAAxAAAAAxAAAxxBBxBBBx
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

a  #6a3fb8 bold
b  #6a3fb8
c  #1f2430 bold
d  #656d7c
e  #555d6d
f  #8b92a0
g  #555d6d bold
h  #1f2430
i  #746000
j  #006e50
k  #9a5200
l  on #f3edf9
m  #1f2430 on #f3edf9
n  #00639c
o  on #e6dbf3
p  #1f2430 on #e6dbf3
q  on #dac9ed
r  #1f2430 on #dac9ed
s  on #cdb8e7
t  #1f2430 on #cdb8e7
u  on #c0a6e0
v  #1f2430 on #c0a6e0
w  #6a3fb8 on #dfe7f6
x  on #dfe7f6
y  #1f2430 on #dfe7f6 bold
z  #1f2430 on #dfe7f6
A  #555d6d on #dfe7f6
B  #656d7c on #dfe7f6
