package demo

// markets are the language areas the demo draws from: those with Latin letters
// here, those with a script of their own in script.go.
var markets = append([]market{english, germanic, french, spanish, portuguese, polish, turkish, nordic}, scripts...)

var english = market{
	weight: 23,
	first: "Olivia Emma Ava Mia Grace Hannah Chloe Ruth Naomi Fiona Priya Aisha Linda Karen Zoe Heather Megan Tara Joan Nina " +
		"Liam Noah James Ethan Jack Oliver Daniel Samuel Marcus Owen Arjun Kwame Peter Colin Ryan Dylan Grant Neil Victor Ian",
	last: "Smith Johnson Brown Taylor Wilson Clarke Walker Hughes Bennett Foster Chen Patel Okafor Murphy Sullivan O'Brien " +
		"Reed Carter Bailey Nguyen Hayes Palmer Dixon Marsh Shah Flynn Mercer Lowe Quinn Barrett Osei Douglas Lawson Frost Whitaker Singh",
	stems: "Lumen Kestrel Harbor Northwind Bluefin Alder Beacon Granite Juniper Cobalt Meridian Summit Willow Falcon Orchard " +
		"Redwood Saffron Tidewater Vantage Anchor Bright Copper Ember Fern Garnet Hollow Ivory Keystone Larch Maple Nimbus Onyx",
	tails: "Systems Labs Group Works Partners Dynamics Solutions Industries Networks Collective Holdings One",
	countries: weighted[country]{
		{52, country{"United States", "North America", -6, 0.35, "com", "+1 4## 555 01##", "*_Inc. *_LLC *_Corp. *",
			"New_York Austin Chicago Denver Boston Seattle Atlanta San_Francisco Portland Raleigh"}},
		{26, country{"United Kingdom", "UK & Ireland", 0, 0.3, "co.uk", "+44 20 7946 0###", "*_Ltd *_plc *_Limited", "London Manchester Bristol Leeds Edinburgh Cambridge"}},
		{9, country{"Canada", "North America", -5, 0.1, "ca", "+1 4## 555 01##", "*_Inc. *_Ltd.", "Toronto Vancouver Montreal Ottawa"}},
		{8, country{"Australia", "APAC", 10, -0.1, "com.au", "+61 2 5550 ####", "*_Pty_Ltd", "Sydney Melbourne Brisbane Perth"}},
		{5, country{"Ireland", "UK & Ireland", 0, 0.2, "ie", "+353 1 ### ####", "*_Ltd *_DAC", "Dublin Cork Galway"}},
	},
}

var germanic = market{
	weight: 16, umlauts: true,
	first: "Anna Lena Julia Sophie Katharina Jana Miriam Franziska Heike Ursula Greta Ilse Lotte Antje Silke Petra Nele Frauke Jutta Elif " +
		"Jonas Lukas Felix Maximilian Stefan Jürgen Matthias Florian Björn Uwe Kai Henning Moritz Rainer Dirk Till Emil Anton Malte Götz",
	last: "Müller Schmidt Weber Fischer Wagner Becker Hoffmann Schäfer Koch Richter Klein Wolf Schröder Neumann Braun Krüger " +
		"Hofmann Lange Vogel Keller Günther Frank Berger Winkler Roth Lorenz Böhm Kranich Sommer Größing Huber Egli",
	stems: "Kranich Rheintal Nordlicht Falke Eichwald Hansa Bergmann Adler Isar Elbe Taunus Föhre Steinberg Lindner Donau Aurora " +
		"Morgenstern Sieben Kupfer Quarz Silberbach Waldner Zenit Havel Spree Kranz Oder Weser",
	tails: "Technik Systeme Werke Gruppe Digital Industrie Consult Partner Automation Handel Dienste Netz",
	countries: weighted[country]{
		{70, country{"Germany", "DACH", 1, 0.4, "de", "+49 30 23125 ###", "*_GmbH *_AG *_GmbH_&_Co._KG *_SE",
			"Berlin Hamburg München Köln Frankfurt Stuttgart Düsseldorf Leipzig Nürnberg Bielefeld"}},
		{15, country{"Austria", "DACH", 1, 0.35, "at", "+43 1 #######", "*_GmbH *_AG", "Wien Graz Linz Salzburg"}},
		{15, country{"Switzerland", "DACH", 1, 0.4, "ch", "+41 44 ### ## ##", "*_AG *_GmbH", "Zürich Basel Bern Winterthur"}},
	},
}

var french = market{
	weight: 8,
	first: "Camille Chloé Élise Manon Léa Inès Amélie Margaux Noémie Sylvie Hélène Aurélie " +
		"Hugo Louis Théo Antoine Julien Étienne François Mathieu Rémi Loïc Cédric Benoît",
	last: "Martin Bernard Dubois Moreau Laurent Lefèvre Garnier Rousseau Fontaine Mercier Blanc Guérin Chevalier Perrin Besançon Dupré " +
		"Lemaître Noël Renaud Vidal Marchand Gauthier",
	stems: "Lumière Hexagone Aquila Belleville Cèdre Delta Étoile Faubourg Garonne Horizon Iris Jade Kerguelen Lavande Mistral Noroît Océane Pégase Rivage Sirius Tilleul Verdon",
	tails: "Conseil Systèmes Industrie Groupe Services Technologies Solutions Énergies Réseaux Distribution",
	countries: weighted[country]{
		{78, country{"France", "Western Europe", 1, 0.1, "fr", "+33 1 99 00 ## ##", "*_SAS *_SA *_SARL", "Paris Lyon Nantes Lille Toulouse Bordeaux Grenoble"}},
		{22, country{"Belgium", "Western Europe", 1, 0.1, "be", "+32 2 ### ## ##", "*_SA *_SRL", "Bruxelles Liège Namur"}},
	},
}

var spanish = market{
	weight: 7,
	first: "María Lucía Sofía Paula Inés Begoña Rocío Ximena Carmen Valentina Nuria Pilar " +
		"Javier Álvaro Diego Íñigo Andrés Joaquín Raúl Mateo Sergio Tomás Ramón Hernán",
	last:  "García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Ruiz Jiménez Muñoz Álvarez Romero Núñez Ibáñez Castro Ortega Peña Vargas Cárdenas Rojas",
	stems: "Vela Brújula Cumbre Dorado Encina Faro Girasol Halcón Jacaranda Levante Marea Nogal Olivar Poniente Quetzal Roble Sendero Trébol Umbral Volcán Zafiro Alba",
	tails: "Sistemas Soluciones Grupo Equipos Tecnología Servicios Logística Digital Ingeniería Consultores",
	countries: weighted[country]{
		{48, country{"Spain", "Southern Europe", 1, 0, "es", "+34 91 ### ## ##", "*_S.L. *_S.A.", "Madrid Barcelona Valencia Sevilla Bilbao"}},
		{34, country{"Mexico", "Latin America", -6, -0.15, "com.mx", "+52 55 #### ####", "*_S.A._de_C.V. *_S._de_R.L.", "Ciudad_de_México Guadalajara Monterrey Puebla"}},
		{18, country{"Colombia", "Latin America", -5, -0.2, "com.co", "+57 601 ### ####", "*_S.A.S. *_S.A.", "Bogotá Medellín Cali"}},
	},
}

var portuguese = market{
	weight: 6,
	first:  "Ana Beatriz Conceição Fernanda Helena Inês Joana Letícia Márcia Raquel João Caio Gonçalo Luís Rafael Sérgio Thiago Vítor Murilo Nuno",
	last:   "Silva Souza Almeida Araújo Assunção Barbosa Cardoso Correia Esteves Figueiredo Gonçalves Lima Magalhães Moura Nóbrega Pereira Ribeiro Simões Teixeira Vieira",
	stems:  "Vela Aurora Ipê Cerrado Jangada Lírio Mirante Orla Pampa Rubi Sabiá Tucano Veleiro Araucária Cajá Farol Guará Maré Norte Pedra",
	tails:  "Sistemas Soluções Grupo Tecnologia Indústria Logística Serviços Digital Consultoria Energia",
	countries: weighted[country]{
		{75, country{"Brazil", "Latin America", -3, -0.1, "com.br", "+55 11 9####-####", "*_Ltda *_S.A.", "São_Paulo Rio_de_Janeiro Curitiba Belo_Horizonte Florianópolis Recife"}},
		{25, country{"Portugal", "Southern Europe", 0, 0, "pt", "+351 21 ### ####", "*_Lda *_S.A.", "Lisboa Porto Braga"}},
	},
}

var polish = market{
	weight:    5,
	first:     "Agnieszka Małgorzata Katarzyna Zofia Łucja Ewa Grażyna Joanna Kinga Żaneta Paweł Łukasz Tomasz Michał Wojciech Stanisław Grzegorz Józef Krzysztof Jędrzej",
	last:      "Nowak Wójcik Mazur Krawczyk Zając Król Wróbel Dudek Pawlak Walczak Stępień Gołąb Sikora Baran Szewczyk Pietrzak Wilk Lis Kozieł Jaśkiewicz",
	stems:     "Bałtyk Wisła Sokół Bursztyn Dąb Granit Jodła Kuźnia Lotos Mewa Narew Orlik Polana Róża Świerk Tatry Wrzos Zefir Żubr Topaz",
	tails:     "Systemy Grupa Technika Usługi Logistyka Przemysł Doradztwo Sieci Energia Handel",
	countries: weighted[country]{{1, country{"Poland", "Eastern Europe", 1, 0.05, "pl", "+48 22 ### ## ##", "*_Sp._z_o.o. *_S.A.", "Warszawa Kraków Wrocław Gdańsk Poznań Łódź"}}},
}

var turkish = market{
	weight:    4,
	first:     "Ayşe Zeynep Elif Çiğdem Gülşen Şule Büşra İpek Özlem Nazlı Mehmet Emre Oğuz Çağrı Yiğit Kerem Barış Tuğrul Ümit İbrahim",
	last:      "Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Arslan Doğan Kılıç Aslan Çetin Koç Kurt Özdemir Şimşek Güneş Erdoğan Işık",
	stems:     "Anadolu Boğaz Çınar Deniz Ege Fırat Güneş Hisar Işıl Kartal Lale Marmara Nehir Ova Pınar Rüzgar Şafak Toros Ufuk Yaka",
	tails:     "Bilişim Sistem Grup Endüstri Lojistik Enerji Teknoloji Hizmet Danışmanlık Ticaret",
	countries: weighted[country]{{1, country{"Türkiye", "Middle East", 3, -0.1, "com.tr", "+90 212 ### ## ##", "*_A.Ş. *_Ltd._Şti.", "İstanbul Ankara İzmir Bursa"}}},
}

var nordic = market{
	weight: 4,
	first:  "Astrid Ingrid Freja Saga Maja Åsa Solveig Kirsten Elin Sanne Lars Søren Erik Bjørn Nils Jørgen Oskar Håkon Anders Gustaf",
	last:   "Lindqvist Hansen Nielsen Bergström Johansson Åkesson Sørensen Dahl Lund Holm Nyberg Strand Ekman Jansen Bakker Visser Østergaard Vik Hedlund Björk",
	stems:  "Fjord Polaris Nordlys Sund Tundra Vinter Skog Havn Borealis Dyna Elv Granitt Isbre Kvist Lynx Myr Rype Stjerne Tind Vik",
	tails:  "Systemer Gruppen Data Teknik Energi Logistik Partners Studio Industri Nett",
	countries: weighted[country]{
		{40, country{"Sweden", "Nordics", 1, 0.25, "se", "+46 8 ### ## ##", "*_AB", "Stockholm Göteborg Malmö"}},
		{30, country{"Denmark", "Nordics", 1, 0.25, "dk", "+45 ## ## ## ##", "*_A/S *_ApS", "København Aarhus Odense"}},
		{30, country{"Netherlands", "Western Europe", 1, 0.25, "nl", "+31 20 ### ####", "*_B.V. *_N.V.", "Amsterdam Utrecht Rotterdam Eindhoven"}},
	},
}
