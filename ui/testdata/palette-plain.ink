 smarketing   1 Overview  2 Funnel  3 Leads  4 Rubric  5 Goals  6 Nurture    pipeline.db · B2B software v7 · Mon 23 Nov
──────────────━━━━━━━━━━────────────────────────────────────────────────────────────────────────────────────────────────

  READY, WAITING                                                    LAST 7 DAYS                           before
   ▄██ ▄█▀▀█▄  18 leads to take over                                revenue                       132k       98k  ▲ 34k
    ██ ▄█▀▀█▄  the oldest for 31 h                                  customers won                    6         6  =
    ██ ▀█▄▄█▀  of 9,120 open, 12,480 in all                         became ready                    31        35  ▼ 4
                                                                    new leads 12,000 dated         214       202  ▲ 12
  No revenue goal is set. 5 opens Goals                             activities                   4,210     3,988  ▲ 222
                      ╭─ Run an action ──────────────────────────────────────────────────────────╮
                      │ › type a few letters of its name                                         │days
  FUNNEL              │                                                                          │            18
  Lead         nobody │ ▌ Open what is selected                                            enter │             5  !
  MQL                 │   Select the next tile                                               tab │             4
  SAL                 │   Select the tile before                                       shift+tab │          71 %  ▼ 9
  SQL                 │   Select the next row                                                ↓/j │         2.1 h  ▲ 29m
  Opportunity         │   Select the row before                                              ↑/k │             9  ▲ 2
  Customer            │   Import a file                                                        i │
                      │   Read the figures again                                               r │ 9 lapsed in 7 days
                      │   Help: search all keys                                                ? │arm  4 back ▼
                      │   Run any action by name                                        ctrl+p : │
  MARKETING TODAY     │   Go to Overview                                                       1 │
      31   ready leads│   Go to Funnel                                                         2 │e, 0 more today
      16 ! recycled le│   Go to Leads                                                          3 │t steps      4 overdue
      41   leads of we╰────────────────────────────────────────────────────────────── ↓ 12 more ─╯
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
