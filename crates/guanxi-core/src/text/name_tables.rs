//! What is known about names: forms of address, surnames, short forms, names that look alike.
//!
//! Latin entries are folded ([`fold`](super::fold)) and written without full stops.

/// Forms of address in front of a name. `M.` is not one: more often it is an initial.
pub(super) const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mister",
    "mx",
    "dr",
    "prof",
    "professor",
    "doctor",
    "herr",
    "frau",
    "fraulein",
    "hr",
    "fr",
    "mme",
    "mlle",
    "madame",
    "monsieur",
    "mademoiselle",
    "sr",
    "sra",
    "srta",
    "senor",
    "senora",
    "senorita",
    "fräulein",
    "señor",
    "señora",
    "señorita",
    "sig",
    "signor",
    "signora",
    "sir",
    "lady",
    "rev",
    "dipl-ing",
    "ing",
    "mag",
];

/// What follows a name and is no part of it.
pub(super) const SUFFIXES: &[&str] =
    &["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "mba", "msc", "bsc", "cpa", "dds", "jnr", "snr"];

/// Suffixes that tell people of one name in a family apart, each with their place in the line.
pub(super) const GENERATIONS: &[(&str, u8)] =
    &[("sr", 1), ("snr", 1), ("jr", 2), ("jnr", 2), ("ii", 2), ("iii", 3), ("iv", 4)];

/// Small words that begin a family name, and stay small.
pub(super) const PARTICLES: &[&str] = &[
    "von", "vom", "van", "der", "den", "de", "del", "della", "dello", "dei", "degli", "dos", "das", "zu",
    "zur", "zum", "ten", "ter", "af", "av", "bin", "ibn", "bint",
];

/// Small words that begin a family name, and are small only behind another one (`de la Cruz`, but `La Rosa`).
pub(super) const ARTICLES: &[&str] =
    &["la", "las", "los", "le", "du", "di", "da", "do", "al", "el", "st", "san"];

/// Words that stand where a name should. A name made of nothing else is none.
pub(super) const PLACEHOLDERS: &[&str] = &[
    "test",
    "tests",
    "testing",
    "tester",
    "unknown",
    "na",
    "n/a",
    "none",
    "null",
    "nil",
    "undefined",
    "nan",
    "no",
    "name",
    "noname",
    "guest",
    "customer",
    "client",
    "user",
    "anonymous",
    "anon",
    "walkin",
    "walk-in",
    "walk",
    "in",
    "default",
    "dummy",
    "sample",
    "example",
    "demo",
    "fake",
    "admin",
    "xxx",
    "asdf",
    "qwerty",
    "tbd",
    "first",
    "last",
    "firstname",
    "lastname",
    "mustermann",
    "musterfrau",
    "laufkunde",
    "laufkundschaft",
    "unbekannt",
    "kunde",
    "gast",
    "kein",
    "inconnu",
    "client",
    "invite",
    "anonyme",
    "desconocido",
    "cliente",
    "invitado",
    "anonimo",
    "sin",
    "nombre",
    "prueba",
    "nom",
    "prenom",
    "vorname",
    "nachname",
    "and",
    "匿名",
    "匿名用户",
    "匿名顾客",
    "匿名买家",
    "顾客",
    "无名",
    "无名氏",
    "无",
    "未知",
    "客户",
    "会员",
    "用户",
    "买家",
    "收件人",
    "收货人",
    "测试",
    "测试用户",
    "游客",
    "访客",
    "散客",
    "先生",
    "女士",
    "小姐",
    "本人",
    "未填写",
    "未填",
    "姓名",
    "某某",
    "某",
    "佚名",
    "暂无",
    "没有",
    "空",
];

/// Names that forms and handbooks use as samples, and other words that say nothing as a whole only.
pub(super) const PLACEHOLDER_NAMES: &[&str] = &[
    "john doe",
    "jane doe",
    "max mustermann",
    "erika mustermann",
    "not provided",
    "not available",
    "not applicable",
    "not given",
    "not known",
    "not specified",
    "张三",
    "張三",
    "李四",
];

/// Chinese and Japanese forms of address behind a name, longer ones first.
pub(super) const CJK_TITLES: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "太太",
    "夫人",
    "同学",
    "同學",
    "老师",
    "老師",
    "董事长",
    "董事長",
    "总经理",
    "總經理",
    "总监",
    "總監",
    "主任",
    "教授",
    "医生",
    "醫生",
    "律师",
    "律師",
    "师傅",
    "師傅",
    "经理",
    "經理",
    "阿姨",
    "大姐",
    "大哥",
    "さん",
    "さま",
    "様",
    "님",
    "씨",
];

/// Forms of address that are letters of names too: they are read as such behind a single one alone (`王总`).
pub(super) const SHORT_CJK_TITLES: &[&str] = &["总", "總", "董", "姐", "哥"];

/// Korean surnames of two syllables. Behind `황` and `선` a given name may begin as two of them end, so these need four
/// syllables in all.
pub(super) const KOREAN_COMPOUND_SURNAMES: &[(&str, usize)] =
    &[("남궁", 3), ("제갈", 3), ("독고", 3), ("사공", 3), ("서문", 3), ("동방", 3), ("황보", 4), ("선우", 4)];

/// Chinese surnames of two characters, simplified.
pub(super) const COMPOUND_SURNAMES: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "令狐", "皇甫", "尉迟", "公孙",
    "慕容", "长孙", "宇文", "闻人", "轩辕", "申屠", "端木", "百里", "呼延", "太史", "公冶", "濮阳", "淳于",
    "单于", "钟离", "澹台", "西门", "万俟", "赫连", "拓跋", "第五", "司空", "闾丘", "完颜", "纳兰", "叶赫",
];

/// The usual Chinese surnames of one character, simplified.
pub(super) const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢\
姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文\
牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛\
曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏\
席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝";

/// Characters of names in traditional and other forms, each followed by the simplified one.
pub(super) const SIMPLIFIED: &str = "張张劉刘陳陈楊杨黃黄趙赵吳吴孫孙馬马羅罗鄭郑謝谢許许韓韩馮冯鄧邓蕭肖萧肖葉叶蘇苏呂吕盧卢鍾钟鐘钟譚谭陸陆\
範范賈贾韋韦鄒邹閆闫閻闫龍龙賀贺顧顾龔龚萬万錢钱嚴严湯汤齊齐喬乔龐庞顏颜莊庄聶聂魯鲁歐欧關关蘭兰寧宁紀纪\
畢毕單单塗涂駱骆藍蓝華华饒饶陽阳時时農农繆缪簡简車车項项連连蘆芦麥麦婁娄竇窦黨党宮宫費费衛卫應应閔闵鄔邬\
邊边師师欒栾榮荣叢丛鞏巩遲迟鄺邝佈布於于偉伟傑杰麗丽嬌娇婭娅媽妈嬋婵嫻娴學学寶宝實实將将專专爾尔島岛嶽岳\
嵐岚幹干廣广慶庆強强彥彦後后從从徵征愛爱憶忆懷怀戀恋戰战擇择擁拥數数斕斓曉晓曄晔暢畅書书會会東东條条業业\
樂乐樹树橋桥歡欢歲岁殘残氣气決决況况淚泪淨净淺浅淵渊渾浑湧涌準准滿满漢汉漣涟潔洁潤润澤泽澗涧濟济濤涛濱滨\
瀅滢瀾澜瀟潇灣湾為为煥焕煒炜燁烨營营燦灿爍烁爐炉牽牵獻献瑋玮瑩莹瑪玛瑤瑶環环璽玺瓊琼畫画當当發发盡尽監监\
眾众睜睁瞭了禮礼禎祯禪禅種种稱称穎颖穩稳競竞筆笔節节築筑糧粮紅红純纯紋纹級级紡纺細细終终組组結结給给絡络\
統统絲丝經经綠绿維维網网綺绮綾绫緒绪線线緣缘編编緹缇緯纬練练縣县縱纵總总績绩織织繡绣繪绘繼继續续纓缨纖纤\
罷罢義义習习聖圣聞闻聯联聰聪聲声職职聽听肅肃膽胆臨临與与興兴舉举艦舰藝艺藥药蔣蒋蓮莲薔蔷薈荟薩萨蓋盖處处\
號号蛻蜕術术衝冲補补裝装覽览觀观詠咏詩诗話话詳详誌志誠诚語语説说說说課课調调談谈請请諒谅論论諾诺謙谦講讲\
謹谨識识議议護护讓让讚赞貝贝貞贞財财貴贵買买資资賓宾賜赐賢贤質质贊赞躍跃軍军軒轩輝辉輩辈輪轮轉转辭辞運运\
過过達达遠远適适選选遷迁遺遗還还邁迈郵邮鄉乡醫医釋释鈞钧鈴铃鈺钰鉅巨銀银銘铭銳锐鋒锋鋼钢錄录錦锦鍵键鎮镇\
鏡镜鐵铁鑄铸鑑鉴長长門门閃闪開开閑闲間间閣阁閱阅闊阔陣阵陰阴際际隨随雋隽雙双雲云電电霧雾靈灵靜静韻韵響响\
頂顶順顺頌颂預预領领頤颐頻频題题願愿類类顯显風风飛飞養养餘余館馆駒驹駿骏騰腾驍骁驊骅驗验驚惊體体鬆松魚鱼\
鮮鲜鳥鸟鳳凤鳴鸣鴻鸿鵑鹃鵬鹏鶴鹤鷹鹰鷺鹭點点齡龄豔艳峯峰羣群昇升崑昆崙仑嫺娴妳你姪侄冊册佇伫倫伦側侧偵侦\
備备傳传億亿優优儀仪兒儿內内凱凯劍剑勁劲動动務务勝胜勵励勳勋勛勋區区協协參参員员問问啟启啓启喚唤國国園园\
圓圆圖图團团執执堅坚場场塵尘壯壮壽寿夢梦奧奥奪夺奮奋妝妆嬰婴";

/// Names and their short forms, one group a line: English, German, French, Spanish, and spellings of one name.
/// A short form may stand in several groups.
pub(super) const SHORT_FORMS: &str = "
abigail abby abbie gail
adelaide heidi addie adelheid
adrian adriano adrien
agnes ines
albert al bert bertie alberto
alejandro alex ale jandro sandro
alexander alex alec sandy sasha sascha xander lex alexandre alejandro
alexandra alex sandra sandy sasha sascha lexi alexa alejandra ale
alfred al fred freddie alfredo
alice allie ali
allison alison allie ali
amanda mandy
andrew andy drew andreas andres andre
andreas andi andy
angela angie angelika angelica angeles geli
anna ann anne annie hannah nan nancy anita anni anja annette
annabelle anna bella belle
anthony tony antonio anton antoine toni
antonia toni tonia antoinette toinette
arthur art arturo artur
barbara barb babs bobbie barbie babette babsi
bartholomew bart bartolome
beatrice bea trixie beatrix beatriz betty
benedict ben benedikt benito
benjamin ben benny benji
bernard bernie bernhard bernardo bernd
bernadette bernie detta
bradley brad
brigitte gitte gitta birgit brigitta bridget biddy brigida
cameron cam
candace candy
carl karl carlos charles carlo
carlos charly carlitos
caroline carol carrie lina caro karoline carolina karolina carolyn
catherine katherine kathryn cathy kathy kate katie kat kathe kathi katharina katrin karin catalina catarina kitty cath trina katrina cathrin kathrin karen katja
cecilia cecile celia cissy
charles charlie chuck chas carl karl charly
charlotte lottie charlie lotte carlota lotta
chester chet
christian chris kris christoph cristian
christine chris christina tina christa christel chrissy christy kristin kristen kristina christiane cristina stina christin
christopher chris kit topher christoph cristobal christophe kris
claire clara clare klara
claudia claude claudine
clifford cliff
concepcion concha conchita
constance connie konstanze constanze
cornelia nele conny connie nelly
cornelius neil connie
cynthia cindy
daniel dan danny
danielle dani daniela
david dave davey davy
deborah deb debbie debby debra
dennis denny denis
diana di diane
dolores lola
dominic dom nick dominik dominique domingo
donald don donnie
dorothy dot dottie dolly dorothea dorothee doro thea dora
douglas doug
edmund ed eddie ned edmond
edward ed eddie ted teddy ned eduard eduardo edouard lalo
edwin ed eddie
eleanor ellie nell nora ella lena eleonore leonor leonore
elizabeth elisabeth liz beth betty lizzie eliza betsy lisa elise elsa elsie isabel ilse lisbeth bess libby bettina liesel babette elisa else lise lilibeth
emanuel manuel manny emmanuel manu
emily em emmy emilie emilia millie
enrique quique kike henry heinrich henri
eric erich erik rick
ernest ernie ernst ernesto
esther essie hester ester
eugene gene eugen eugenio
eva eve evi evita
evelyn eve evie eveline
felicity flick
ferdinand ferdi fernando fernand
florence flo florrie
florian flo flori
frances fran fanny francisca francoise franziska franzi fran frankie
francis frank fran francisco francois frankie paco pancho franz curro
francisco paco pancho fran curro kiko
frank franklin francis
franz francis francisco
frederick fred freddie friedrich fritz federico frederic rick frederik freddy
gabriel gabe gabi
gabriele gabi gaby gabriela gabrielle
genevieve ginny eve viv
geoffrey geoff jeff jeffrey
george georg jorge georges jurgen jorg georgie
gerald gerry jerry gerhard gerd gert gerard gerardo
gertrude gertrud trudy gerti trude gertie
gilbert gil gilberto
gisela gisi
giovanni gianni john
gregory greg gregor gregorio gregoire
guadalupe lupe lupita
guillaume william willi guillermo wilhelm guille
gunther gunter guenter
gustav gus gustave gustavo august
hannah hanna anna johanna hanne
hannelore hanne lore
harold harry hal harald
harriet hattie harry
heather hettie
heinrich heinz henry heiner hein henri
helen helene ellen nell lena elena nellie ilona hella leni
henry harry hank hal heinrich henri enrique harri
herbert herb bert bertie heribert
hermann herman armand armando
herve harvey
hildegard hilde hilda
howard howie
hubert hugh bert hubertus
ignacio nacho ignaz ignatius
ingeborg inge inga
irene rene irena
isaac ike zac
isabel isabelle isabella bella belle izzy isa elisabeth chabela isobel ysabel
jacob jake jakob jack jacobo jacques james
jacqueline jackie jacky
james jim jimmy jamie jem jacob jaime jacques santiago
janet jan jeanette janette
jane jean joan janie jenny johanna jeanne juana
jeffrey jeff geoff jeffery
jennifer jen jenny jenni
jeremy jerry jem jeremias jeremiah
jerome jerry geronimo hieronymus
jessica jess jessie
jesus chuy chucho
joachim jochen achim joaquin jo
joaquin quino ximo
johann johannes hans john hannes jan jens juan jean johan
johanna hanna joan jo hannah hanne jane juana jeanne joanna
john jack johnny jon juan jean ian sean johann ivan jan hans jonny
jonathan jon john nathan jonny jonas jonathon johnathan
jorge georg george
jose pepe joseph josef chepe
joseph joe joey josef jose jos sepp giuseppe beppe jo
josephine jo josie fina josefine josefa josefina pepa pepita jose
joshua josh
joyce joy
juan juanito john jean
judith judy jude judit
julia julie jule juliet juliette juliana
julian jules julien julio
julius jules julio
justin justus
karen karin katherine
kenneth ken kenny
kimberly kim kimberley
konrad conrad konni kurt
larry lawrence lars
laurence lawrence larry laurie lars lorenz lorenzo laurent
laura laurie lora lori
leonard len lenny leo leon leonhard leonardo
leopold leo poldi
leslie les lesley
letitia lettie tish titia leticia
lillian lily lilly lil liliana lili
linda lynn lindy
louis lou louie ludwig luis lewis luigi
louise lou luise luisa lulu
lucas luke lukas luca luc
lucy lucia lucie luz lucille lucinda
luis lucho louis
madeleine maddie magdalena lena madeline madelyn
manfred manni fred
manuel manolo manny manu
manuela manu ela
marcus marc mark markus marco marcos
margaret maggie meg peggy marge margie greta margarete margarethe grete marguerite daisy rita margarita margot madge peg gretchen gretel gretl
maria marie mary mia maruja mimi mitzi ria molly polly mariechen marion
mariadolores lola
marianne mary anne marian mariana
marilyn mary lyn
marjorie marge margie
martha marta marthe
martin marty marti martino
martina tina
matthew matt matthias mateo mathieu matthieu mathias matti hias
maurice moritz mauricio morris mo maury
maximilian max maxi maximiliano maxime maxwell
melanie mel mela
melissa mel missy lissa
mercedes merche
michael mike mick mickey mickie michel miguel micha michi mikey mitch michal
michelle shelly michele
mildred millie
miriam mimi
mohammed mohamed muhammad mohammad mo
monica monika moni monique
montserrat montse
nancy nan ann
natalie nat talia natalia nathalie
nathaniel nathan nate nat
nicholas nick nicky nicolas nikolaus klaus nico niklas claus nicolaus niko nils claas
nicole nicky nikki nicola
norbert bert norbi
norman norm
olivia liv livia olive
oliver ollie olli olivier
oscar oskar
otto udo
pamela pam
patricia pat patty trish tricia patsy patti paddy
patrick pat paddy patrice patricio rick
paul pablo paulo paulchen
paula pauline paulina paola
penelope penny
peter pete pierre pedro piet petra
petra peti
philip phil pip philipp philippe felipe phillip
phyllis phyl
pilar pili
prudence prue
rachel rae rachael raquel
ralph ralf raul
ramon raymond raimund moncho
raymond ray raimund
rebecca becky becca bec rebekka
reginald reg reggie reinhold
reinhard reiner rainer reinhardt reinhold
renate nate reni renata
rene renatus
richard rick dick rich ricky ricardo richie rickie
robert rob bob bobby robbie bert roberto robby bobbie
roderick rod rodrigo
rodolfo rudolf fito rudolph rolf rudi rudy rudolphe rodolphe
roger rodger rudiger
roland rolli rolando rollo
ronald ron ronnie reinhold ronny
rosa rose rosie rosalie rosemary rosi
rosario charo
rosemary rose rosie romy rosemarie
roxanne roxy
russell russ rusty
samantha sam sammy
samuel sam sammy
sandra sandy alexandra
sara sarah sally sadie
sebastian seb bastian basti bas sebastien
sharon shari
sofia sophie sophia sofie fia
stanley stan
stephanie steph stefanie steffi estefania stephany
stephen steve steven stefan stephan steffen etienne esteban stevie
susan sue susie suzanne susanne susanna suzy sanne susana susi suzie
sylvester sly silvester
sylvia sylvie silvia silke
teresa terry theresa tess tessa therese resi tere teresita
terence terry terrence
theodore ted teddy theo theodor teodoro
thomas tom tommy thom tomas tomi
timothy tim timmy timotheus timo
ulrich uli ulli ullrich
ulrike uli ulli rike
ursula uschi ulla ursel ursi
valerie val
vanessa nessa
veronica ronnie vera roni veronika veronique vero
victor vic viktor
victoria vicky tori vicki viktoria victoire vic
vincent vince vinny vicente vinzenz
virginia ginny ginger virginie
walter walt wally walther
wilhelm willi willy william helm guillaume
wilhelmina mina minnie wilma helma billie
william bill will billy willie liam wilhelm guillermo willy willi
wolfgang wolf wolfi
xavier javier javi xaver
yvonne vonnie
zachary zach zac zack
";

/// Names that differ by a letter or two and yet are different names: most are those of a man and a woman.
pub(super) const LOOK_ALIKES: &str = "
adrian adriana
adrian adrienne
alan alana
alexander alexandra
andrea andreas
andrea andres
andre andrea
andre andree
angel angela
anna hanna
antonio antonia
carl carla
carlos carla
carlo carla
carol carl
christian christina
christian christine
christian christiane
christian christa
christoph christine
claudio claudia
claude claudia
claude claudine
cristian cristina
daniel daniela
daniel danielle
dan ian
denis denise
dennis denise
dominik dominica
emil emily
emile emilie
emilio emilia
eric erica
erik erika
ernst ernestine
frances francis
francisco francisca
francois francoise
frederic frederique
gabriel gabriela
gabriel gabriele
gabriel gabrielle
gerald geraldine
hans hanna
henri henrike
jan jana
jan jane
jan janet
jan jean
jan joan
jean jeanne
jean joan
jean jane
jean dean
joel joelle
john joan
john johanna
johannes johanna
jon joan
jose josefa
jose josie
joseph josephine
josef josefine
josef josefa
juan juana
julian juliana
julian juliane
julian julia
julian julie
julien julienne
julien julie
julio julia
julio julie
julius julia
karl karla
klaus klara
laura lara
laurent laurence
lena lea
lena nena
leo lea
leon leona
leonard leonarda
louis louise
luca lucia
lucas lucia
luis luisa
luis luise
manuel manuela
marc mary
marc marie
marcel marcela
marcel marcelle
marco marcia
maria mario
marie mario
maria marian
mark mary
mark marie
mark maria
mark mara
mark marta
mario marion
martin martina
martin martine
martin marlin
martin marta
mary gary
max mary
michael michaela
michael michaele
michael michelle
michel michele
michel michelle
nicolas nicole
nicola nicolas
nick nicki
noel noelle
oliver olivia
olivier olivia
pascal pascale
patrick patricia
patrice patricia
paul paula
paul paulina
paul pauline
pierre pierrette
peter petra
rene renee
robert roberta
robin robina
sara lara
sara clara
sebastian sebastiana
sergio sergia
simon simone
stefan stefanie
stefan stefania
stephan stephanie
stephen stephanie
steven stefanie
thomas tomasa
tim tina
tina nina
tom tim
valentin valentina
valentin valentine
valere valerie
victor victoria
viktor viktoria
william willa
yves yvette
";
