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

.aaaaaaaaaa...a.aaaaaaaa
..............aaaaaaaaaa

..aaaaaa.aaaaaaa...............................aaaa.a.aaaa............................aaaaaaaa
................aa.aaaaa.aa.aaaa.aaaa...........................aa.........a.a.................................a..a
...............................................................aaa.............................................a
.............................................................aaaaa..........................................aa.a..a.a
.................................................................a.........................................aaa.a..a.aaa
...............................................................................................................a..a.a


..aaaaaa.......................................aaaaaa.................................aaaaa
..............................aaaaa...................................................aa.a
................................aaa............a
................................aaa...................................................aaaaaaa
................................aaa............a...............................................................a
................................aaa...........................................................................aa
..............................aaaaa............a...............................................................a..a

...............................................a..................aaaaa...aaaaa
.................................................................aaaaaaa.aaaaaaa


..aaaaa.aaa
bcbbcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
..aa
..aa
..aa
..aa
..aa
..aa
..aa
..aa
..aa
..aa
..aa

..aaaa.aaaaaa

.aaaaa.......aaa............a............................................................................a.......a

a  bold
b  bold reverse
c  reverse
