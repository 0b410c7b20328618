package demo

// scripts are the markets with a script of their own.
var scripts = []market{japanese, chinese, korean, greek, cyrillic, arabic, indian}

var japanese = market{
	weight: 8, familyFirst: true, joined: true, firmJoined: true,
	first: "美咲:misaki 陽菜:hina 結衣:yui 葵:aoi 彩花:ayaka 直子:naoko 恵:megumi 由美:yumi 千尋:chihiro 真央:mao " +
		"太郎:taro 健太:kenta 翔:sho 大輔:daisuke 拓也:takuya 誠:makoto 悠斗:yuto 浩:hiroshi 学:manabu 亮:ryo",
	last: "山田:yamada 佐藤:sato 鈴木:suzuki 高橋:takahashi 田中:tanaka 伊藤:ito 渡辺:watanabe 中村:nakamura 小林:kobayashi 加藤:kato " +
		"吉田:yoshida 松本:matsumoto 井上:inoue 木村:kimura 清水:shimizu 森:mori 池田:ikeda 橋本:hashimoto 石川:ishikawa 前田:maeda",
	stems: "ミライ:mirai ヒカリ:hikari 青空:aozora 東陽:toyo 日進:nisshin 富士見:fujimi 桜:sakura 大和:yamato 三栄:sanei 北斗:hokuto " +
		"アサヒ:asahi 和光:wako 新星:shinsei 太平:taihei 光洋:koyo みどり:midori 旭:kyoku 共和:kyowa 昭栄:shoei 第一:daiichi",
	tails: "技研:giken システムズ:systems 製作所:works 電機:denki 商事:shoji 物流:butsuryu 工業:kogyo ソフト:soft 産業:sangyo 情報:joho",
	countries: weighted[country]{{1, country{"Japan", "APAC", 9, 0.25, "co.jp", "+81 3 #### ####", "株式会社* 株式会社* *株式会社 合同会社*",
		"東京 大阪 名古屋 福岡 札幌 横浜"}}},
}

var chinese = market{
	weight: 7, familyFirst: true, joined: true, firmJoined: true,
	first: "芳:fang 娜:na 静:jing 秀英:xiuying 丽:li 雪梅:xuemei 婷:ting 晓燕:xiaoyan 佳:jia 雨桐:yutong " +
		"小明:xiaoming 伟:wei 强:qiang 建国:jianguo 磊:lei 志远:zhiyuan 浩然:haoran 俊杰:junjie 博:bo 子轩:zixuan",
	last: "王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 赵:zhao 黄:huang 周:zhou 吴:wu 徐:xu 孙:sun 胡:hu 朱:zhu 高:gao 林:lin 何:he 郭:guo 马:ma 罗:luo",
	stems: "华兴:huaxing 天元:tianyuan 明远:mingyuan 金桥:jinqiao 东方:dongfang 海纳:haina 云帆:yunfan 瑞丰:ruifeng 恒通:hengtong 新域:xinyu " +
		"中科:zhongke 博雅:boya 星辰:xingchen 长河:changhe 启明:qiming 安泰:antai 联创:lianchuang 宏图:hongtu 百川:baichuan 智行:zhixing",
	tails: "科技:keji 软件:soft 信息:info 数据:data 智能:ai 实业:shiye 物流:wuliu 电子:dianzi 网络:net 工业:gongye",
	countries: weighted[country]{
		{70, country{"China", "APAC", 8, 0, "com.cn", "+86 21 #### ####", "*有限公司 *股份有限公司 *有限公司", "上海 北京 深圳 杭州 广州 成都"}},
		{30, country{"Taiwan", "APAC", 8, 0.1, "com.tw", "+886 2 #### ####", "*股份有限公司 *有限公司", "台北 新竹 高雄"}},
	},
}

var korean = market{
	weight: 5, familyFirst: true, joined: true, firmJoined: true,
	first: "서연:seoyeon 지우:jiwoo 민지:minji 하은:haeun 수빈:subin 예린:yerin 은정:eunjung 미경:mikyung 유진:yujin 다은:daeun " +
		"민준:minjun 서준:seojun 도윤:doyun 지훈:jihun 현우:hyunwoo 성민:sungmin 태영:taeyoung 준호:junho 동현:donghyun 재석:jaeseok",
	last: "김:kim 이:lee 박:park 최:choi 정:jung 강:kang 조:cho 윤:yoon 장:jang 임:lim 한:han 오:oh 서:seo 신:shin 권:kwon 황:hwang 안:ahn 송:song 류:ryu 홍:hong",
	stems: "한빛:hanbit 미래:mirae 새롬:saerom 누리:nuri 가온:gaon 다솜:dasom 한울:hanul 금강:geumgang 청우:cheongwoo 대성:daesung " +
		"세종:sejong 동아:donga 백두:baekdu 은하:eunha 태양:taeyang 별하:byeolha 아라:ara 신우:shinwoo 온누리:onnuri 해솔:haesol",
	tails: "소프트:soft 시스템:systems 전자:electronics 산업:industries 물류:logistics 정보:info 테크:tech 네트웍스:networks 에너지:energy 솔루션:solutions",
	countries: weighted[country]{{1, country{"South Korea", "APAC", 9, 0.1, "co.kr", "+82 2 #### ####", "(주)* 주식회사_* *(주)",
		"서울 부산 인천 대전 판교"}}},
}

var greek = market{
	weight: 4,
	first: "Μαρία:maria Ελένη:eleni Κατερίνα:katerina Σοφία:sofia Δέσποινα:despina Ιωάννα:ioanna Άννα:anna Χριστίνα:christina Ζωή:zoe Βασιλική:vasiliki " +
		"Γιώργος:giorgos Νίκος:nikos Δημήτρης:dimitris Κώστας:kostas Γιάννης:giannis Παναγιώτης:panagiotis Σπύρος:spyros Θανάσης:thanasis Χρήστος:christos Αλέξης:alexis",
	last: "Παπαδόπουλος:papadopoulos Γεωργίου:georgiou Νικολαΐδης:nikolaidis Οικονόμου:oikonomou Δημητρίου:dimitriou Βασιλείου:vasileiou Μακρής:makris " +
		"Αλεξίου:alexiou Ιωάννου:ioannou Χατζής:chatzis Αντωνίου:antoniou Καραγιάννης:karagiannis Κωνσταντίνου:konstantinou Παππάς:pappas Σαμαράς:samaras " +
		"Θεοδώρου:theodorou Λάμπρου:lamprou Μιχαήλ:michail Πέτρου:petrou Στεφάνου:stefanou",
	womensLast: "Παπαδοπούλου:papadopoulou Γεωργίου:georgiou Νικολαΐδου:nikolaidou Οικονόμου:oikonomou Δημητρίου:dimitriou Βασιλείου:vasileiou Μακρή:makri " +
		"Αλεξίου:alexiou Ιωάννου:ioannou Χατζή:chatzi Αντωνίου:antoniou Καραγιάννη:karagianni Κωνσταντίνου:konstantinou Παππά:pappa Σαμαρά:samara " +
		"Θεοδώρου:theodorou Λάμπρου:lamprou Μιχαήλ:michail Πέτρου:petrou Στεφάνου:stefanou",
	stems: "Αιγαίο:aegeo Όλυμπος:olympos Αθηνά:athina Δελφοί:delfoi Ερμής:ermis Ήλιος:ilios Θάλασσα:thalassa Ιόνιο:ionio Κρόνος:kronos Λευκός:lefkos " +
		"Μέλισσα:melissa Νέφος:nefos Ορίζων:orizon Πήγασος:pigasos Ρόδων:rodon Σείριος:seirios Τρίτων:triton Φάρος:faros Χρυσός:chrysos Ωρίων:orion",
	tails: "Συστήματα:systimata Λογισμικό:logismiko Όμιλος:omilos Τεχνική:techniki Δίκτυα:diktya Ενέργεια:energeia Μεταφορές:metafores Υπηρεσίες:ypiresies Σύμβουλοι:symvouloi Εμπορική:emporiki",
	countries: weighted[country]{{1, country{"Greece", "Southern Europe", 2, -0.05, "gr", "+30 21# ### ####", "*_Α.Ε. *_Ε.Π.Ε.",
		"Αθήνα Θεσσαλονίκη Πάτρα Ηράκλειο"}}},
}

var cyrillic = market{
	weight: 5,
	first: "Олена:olena Наталія:nataliia Ірина:iryna Оксана:oksana Юлія:yuliia Марина:maryna Дарина:daryna Софія:sofiia Ганна:hanna Віра:vira " +
		"Олександр:oleksandr Андрій:andrii Дмитро:dmytro Сергій:serhii Богдан:bohdan Тарас:taras Микола:mykola Ігор:ihor Юрій:yurii Максим:maksym",
	last: "Шевченко:shevchenko Бондаренко:bondarenko Ткаченко:tkachenko Коваленко:kovalenko Мельник:melnyk Кравченко:kravchenko Савченко:savchenko Руденко:rudenko " +
		"Петренко:petrenko Лисенко:lysenko Марченко:marchenko Гончар:honchar Коваль:koval Бойко:boiko Мороз:moroz Кравець:kravets Сидоренко:sydorenko Клименко:klymenko " +
		"Захарчук:zakharchuk Поліщук:polishchuk",
	stems: "Дніпро:dnipro Карпати:karpaty Обрій:obrii Зоря:zoria Сокіл:sokil Калина:kalyna Граніт:hranit Маяк:maiak Полюс:polius Джерело:dzherelo " +
		"Вектор:vektor Світанок:svitanok Берегиня:berehynia Дубрава:dubrava Хвиля:khvylia Орбіта:orbita Кристал:krystal Лелека:leleka Степ:step Явір:yavir",
	tails: "Софт:soft Системи:systems Груп:group Технології:tech Енерго:enerho Логістик:lohistyk Сервіс:service Індустрія:industry Консалт:consult Мережі:net",
	countries: weighted[country]{
		{70, country{"Ukraine", "Eastern Europe", 2, -0.1, "com.ua", "+380 44 ### ## ##", "ТОВ_«*» ПрАТ_«*»", "Київ Львів Одеса Харків"}},
		{30, country{"Bulgaria", "Eastern Europe", 2, -0.1, "bg", "+359 2 ### ####", "*_ЕООД *_АД", "София Пловдив Варна"}},
	},
}

var arabic = market{
	weight: 5,
	first: "فاطمة:fatima مريم:maryam نورة:noura ليلى:layla سارة:sara هند:hind ريم:reem سلمى:salma دينا:dina منى:mona " +
		"محمد:mohammed أحمد:ahmed خالد:khalid عمر:omar يوسف:yousef حسن:hassan طارق:tariq سامي:sami كريم:karim زياد:ziad",
	last: "الهاشمي:alhashimi المنصوري:almansoori القحطاني:alqahtani الحربي:alharbi السيد:elsayed النجار:alnajjar حداد:haddad خليل:khalil عثمان:osman سليمان:suleiman " +
		"منصور:mansour صالح:saleh ناصر:nasser فؤاد:fouad إبراهيم:ibrahim المهيري:almheiri الشامسي:alshamsi العتيبي:alotaibi درويش:darwish شاهين:shaheen",
	stems: "النخبة:nukhba الأفق:ofoq الواحة:waha الرواد:rowad البيان:bayan المدار:madar الفجر:fajr النور:noor الصقر:saqr اللؤلؤ:lulu " +
		"الخليج:khaleej الأمل:amal الريادة:reyada المنارة:manara الوفاق:wifaq السحاب:sahab الميدان:maydan التقدم:taqadum الشروق:shorouk القمة:qimma",
	tails: "للتقنية:tech للبرمجيات:software للأنظمة:systems للطاقة:energy للتجارة:trading للخدمات:services القابضة:holding للاستشارات:consulting للنقل:transport الصناعية:industrial",
	countries: weighted[country]{
		{45, country{"United Arab Emirates", "Middle East", 4, 0.05, "ae", "+971 4 ### ####", "شركة_* *_ش.م.م", "دبي أبوظبي الشارقة"}},
		{30, country{"Saudi Arabia", "Middle East", 3, 0, "com.sa", "+966 11 ### ####", "شركة_*", "الرياض جدة الدمام"}},
		{25, country{"Egypt", "Middle East", 2, -0.2, "com.eg", "+20 2 #### ####", "شركة_* *_ش.م.م", "القاهرة الإسكندرية"}},
	},
}

// indian people mostly write their names in Latin letters in business; one in
// ten here does not. Vowel signs of Devanagari differ in width between
// terminals, so they stay few.
var indian = market{
	weight: 5,
	first: "Ananya Kavya Meera Lakshmi Divya Sneha Pooja Ritu Shreya Deepa कमल:kamal " +
		"Rohan Vikram Aditya Rahul Sanjay Karthik Manish Nikhil Suresh Varun अमर:amar",
	last:  "Sharma Gupta Iyer Reddy Nair Mehta Joshi Kulkarni Banerjee Rao Verma Pillai Desai Bhat Chatterjee Kapoor Menon Agarwal Mishra नमन:naman",
	stems: "Ganga Surya Himalaya Lotus Vayu Indus Chakra Deccan Kaveri Mayura Nila Palash Saral Tattva Udaya Varuna Yukti Ashva Bodhi Trishul",
	tails: "Infotech Systems Softworks Industries Labs Logistics Digital Ventures Exports Energy",
	countries: weighted[country]{{1, country{"India", "APAC", 5, -0.15, "in", "+91 80 #### ####", "*_Pvt._Ltd. *_Ltd.",
		"Bengaluru Mumbai Pune Hyderabad Chennai Delhi"}}},
}
