//! What the columns of a file can hold, and what shops, tills and spreadsheets call them.
//!
//! One list per kind of file is field, meaning and names at once. Names are written as people write them and compared
//! folded: without case, accents, blanks and punctuation, so that `E-Mail`, `e_mail` and `ｅｍａｉｌ` are one.

use std::{fmt, str::FromStr};

use crate::error::{Error, Result};

/// The names of one field.
#[derive(Debug)]
pub struct Names {
    /// Certain beside a column of one of the first names: the second.
    pub(super) with: &'static [(&'static [&'static str], &'static [&'static str])],
    pub(super) specific: &'static [&'static str],
    pub(super) general: &'static [&'static str],
}

/// What a column can hold: [`CustomerField`] or [`OrderField`].
///
/// Which column a field gets, by precedence:
///
/// 1. a name that is certain in the company of another (`with`): in Shopify's orders, which have a `Lineitem name`,
///    `Name` is the order's number; beside `Vorname`, `Name` is the family name;
/// 2. a specific name: `order_id`, `手机号`; then one with a remark in brackets behind it, `金额（元）`; then one with
///    a word before it that says nothing more, `Billing City`;
/// 3. a general name: `id`, `name`, `date`, `amount`; with the same two variations;
/// 4. among names of the same rank the one that stands first in the list; among equal names the first column.
///
/// A column serves one field and a field has one column. What is left over is kept under its header.
pub trait Field: Copy + Eq + fmt::Debug + Send + Sync + sealed::Sealed + 'static {
    /// What one row is: `customer` or `order`.
    const KIND: &'static str;
    /// Every field, in the order of [`index`](Self::index).
    const ALL: &'static [Self];
    /// Words before a name that say nothing more, folded.
    #[doc(hidden)]
    const PREFIXES: &'static [&'static str];

    /// Its name in mapping files: `birth_date`.
    fn name(self) -> &'static str;
    /// Its place in [`ALL`](Self::ALL).
    fn index(self) -> usize;
    /// What files call it.
    #[doc(hidden)]
    fn names(self) -> &'static Names;

    /// The field of this name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! fields {
    ($(#[$doc:meta])* $type:ident $kind:literal, prefixes [$($prefix:literal)*] {$(
        $(#[$field_doc:meta])* $field:ident $name:literal
        [$($specific:literal)*]
        $(general [$($general:literal)*])?
        $(with [$($mark:literal)*] [$($marked:literal)*])*;
    )*}) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type { $($(#[$field_doc])* $field,)* }

        impl sealed::Sealed for $type {}

        impl Field for $type {
            const KIND: &'static str = $kind;
            const ALL: &'static [Self] = &[$(Self::$field),*];
            const PREFIXES: &'static [&'static str] = &[$($prefix),*];

            fn name(self) -> &'static str {
                match self { $(Self::$field => $name,)* }
            }
            fn index(self) -> usize {
                self as usize
            }
            fn names(self) -> &'static Names {
                match self {$(
                    Self::$field => &Names {
                        with: &[$((&[$($mark),*], &[$($marked),*])),*],
                        specific: &[$($specific),*],
                        general: &[$($($general),*)?],
                    },
                )*}
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $type {
            type Err = Error;

            fn from_str(name: &str) -> Result<Self> {
                Self::named(name).ok_or_else(|| Error::invalid("field", unknown::<Self>()))
            }
        }
    };
}

/// What to say of a name that is no field.
pub(super) fn unknown<F: Field>() -> String {
    format!("not a field of a {}; known are {}", F::KIND, known::<F>())
}

/// What a column can be said to hold.
pub(super) fn known<F: Field>() -> String {
    let known: Vec<_> = F::ALL.iter().map(|field| field.name()).collect();
    format!("{}, custom:<name>, extra, ignore", known.join(", "))
}

fields! {
    /// What a column of a customers file can hold.
    CustomerField "customer",
    prefixes ["customer" "contact" "client" "member" "user" "billing" "defaultaddress" "会员" "客户" "顾客" "用户" "买家"] {
        /// Which shop, till or system the record comes from.
        Source "source" [
            "source" "data source" "record source" "来源" "客户来源" "数据来源" "会员来源" "来源渠道" "quelle" "origine" "origen"
        ] general ["channel" "渠道" "平台"];
        /// What that source calls the record.
        ExternalId "external_id" [
            "external id" "rec id" "record id" "customer id" "customer number" "customer no" "customer code" "client id"
            "client number" "member id" "member no" "member number" "membership number" "contact id" "user id" "account id"
            "unique id" "square customer id" "reference id" "household id" "customer ref"
            "客户编号" "客户id" "客户号" "客户代码" "会员号" "会员编号" "会员id" "会员卡号" "卡号" "顾客编号" "用户id" "用户编号" "买家id"
            "kundennummer" "kunden nr" "kunden id" "kd nr" "numéro client" "numéro de client" "n client" "no client"
            "id client" "code client" "número de cliente" "id cliente" "código cliente" "código de cliente"
        ] general ["id" "no" "nr" "编号" "numéro"];
        /// The whole name.
        Name "name" [
            "full name" "customer name" "contact name" "display name" "client name" "member name" "姓名" "客户姓名" "客户名称"
            "会员姓名" "会员名称" "顾客姓名" "真实姓名" "联系人" "联系人姓名" "收货人姓名" "收货人" "vollständiger name"
            "vor und nachname" "kundenname" "nom complet" "nom et prénom" "nombre completo" "nombre y apellidos"
        ] general ["name" "名称" "名字" "nom" "nombre" "昵称" "nickname"];
        /// The given name.
        GivenName "given_name" [
            "given name" "first name" "forename" "fname" "given names" "名" "vorname" "prénom" "nombre de pila" "shipping first name"
        ] with ["apellido" "apellidos" "primer apellido"] ["nombre"];
        /// The family name.
        FamilyName "family_name" [
            "family name" "last name" "surname" "lname" "姓" "姓氏" "nachname" "familienname" "nom de famille" "apellidos"
            "apellido" "primer apellido" "shipping last name"
        ] with ["vorname"] ["name"] with ["prénom"] ["nom"];
        /// The e-mail address.
        Email "email" [
            "email" "email address" "mail" "primary email" "email 1 value" "邮箱" "电子邮箱" "电子邮件" "邮箱地址" "邮件地址" "邮件"
            "email地址" "email adresse" "mail adresse" "adresse email" "adresse mail" "adresse électronique" "courriel"
            "correo electrónico" "correo" "dirección de correo electrónico"
        ];
        /// The phone number.
        Phone "phone" [
            "mobile" "mobile phone" "mobile number" "mobile no" "cell phone" "cell" "手机" "手机号" "手机号码" "移动电话" "联系手机"
            "handy" "handynummer" "mobil" "mobilnummer" "mobiltelefon" "portable" "téléphone portable" "móvil"
            "teléfono móvil" "celular" "phone" "phone number" "phone no" "telephone" "telephone number" "tel" "tel no"
            "phone 1 value" "电话" "电话号码" "联系电话" "联系方式" "telefon" "telefonnummer" "rufnummer" "téléphone"
            "numéro de téléphone" "teléfono" "número de teléfono"
        ];
        /// The day of birth.
        BirthDate "birth_date" [
            "birth date" "date of birth" "dob" "birthday" "born" "生日" "出生日期" "出生年月日" "出生年月" "geburtsdatum" "geburtstag"
            "geb datum" "date de naissance" "anniversaire" "fecha de nacimiento" "cumpleaños"
        ];
        /// The gender.
        Gender "gender" ["gender" "sex" "性别" "geschlecht" "sexe" "sexo" "género"];
        /// The language to write in.
        Language "language" [
            "language" "preferred language" "locale" "lang" "语言" "首选语言" "sprache" "langue" "idioma"
        ];
        /// Street and number.
        AddressLine1 "address_line1" [
            "address line 1" "address 1" "street address" "street address 1" "street" "地址" "详细地址" "联系地址" "收货地址" "通讯地址"
            "家庭住址" "住址" "街道地址" "街道" "地址1" "straße" "straße und hausnummer" "straße nr" "adresse 1" "rue" "calle"
            "dirección 1" "shipping address 1" "shipping street"
        ] general [
            "address" "addr" "full address" "home address" "mailing address" "shipping address" "adresse" "anschrift"
            "dirección" "domicilio"
        ];
        /// Flat, floor, building.
        AddressLine2 "address_line2" [
            "address line 2" "address 2" "street address 2" "apartment" "apt" "suite" "地址2" "adresszusatz" "adresse 2"
            "complément d'adresse" "dirección 2" "shipping address 2"
        ];
        /// What is left of the address.
        AddressLine3 "address_line3" ["address line 3" "address 3" "street address 3" "地址3" "adresse 3" "dirección 3"];
        /// The town.
        City "city" [
            "city" "town" "city town" "suburb" "locality" "城市" "所在城市" "市" "地级市" "ort" "stadt" "wohnort" "ville" "ciudad"
            "localidad" "población" "shipping city"
        ];
        /// State, province, county.
        Region "region" [
            "province code" "state code" "region code" "state" "province" "region" "state province" "county" "省份" "省"
            "所在省份" "省市" "bundesland" "région" "département" "provincia" "estado" "comunidad autónoma" "shipping province"
            "shipping state"
        ];
        /// The country, by code or name.
        Country "country" [
            "country code" "country iso" "country" "country region" "国家代码" "国家" "国家地区" "国别" "länderkürzel" "land" "pays"
            "país" "shipping country"
        ];
        /// The postal code.
        Postcode "postcode" [
            "postcode" "postal code" "zip" "zip code" "zip postal code" "邮编" "邮政编码" "plz" "postleitzahl" "code postal" "cp"
            "código postal" "shipping zip" "shipping postcode"
        ];
        /// The company.
        Company "company" [
            "company" "company name" "organization" "organisation" "organization name" "business name" "公司" "公司名称" "单位"
            "单位名称" "企业名称" "firma" "firmenname" "unternehmen" "entreprise" "société" "empresa" "razón social"
        ];
        /// Labels, several in one cell.
        Tags "tags" ["tags" "tag" "labels" "label" "标签" "schlagworte" "étiquettes" "etiquetas"];
        /// A note about the customer.
        Note "note" [
            "note" "notes" "memo" "comment" "comments" "remark" "remarks" "备注" "备注信息" "notiz" "notizen" "bemerkung"
            "bemerkungen" "anmerkung" "kommentar" "remarque" "remarques" "commentaire" "nota" "notas" "comentario" "comentarios"
        ] general ["description" "说明"];
        /// Whether marketing by e-mail is allowed.
        EmailConsent "email_consent" [
            "email consent" "accepts email marketing" "accepts marketing" "email marketing consent" "email marketing"
            "email subscription status" "email opt in" "email subscribed" "marketing consent" "newsletter"
            "邮件订阅" "订阅邮件" "接收邮件" "接受邮件营销" "邮件营销" "接受营销" "newsletter abonniert" "boletín"
        ] general ["subscribed" "opt in" "consent"];
        /// Whether marketing by text message is allowed.
        SmsConsent "sms_consent" [
            "sms consent" "accepts sms marketing" "sms marketing consent" "sms marketing" "sms subscription status" "sms opt in"
            "短信订阅" "订阅短信" "接收短信" "接受短信营销" "短信营销"
        ];
        /// When the source first knew the customer.
        CreatedAt "created_at" [
            "created at" "created on" "created time" "create time" "creation date" "created date" "date created" "registered at"
            "date registered" "registration date" "user registered" "sign up" "sign up date" "customer since" "member since"
            "join date" "joined" "joined at" "创建时间" "创建日期" "注册时间" "注册日期" "入会时间" "入会日期" "开卡时间" "开卡日期"
            "建档时间" "成为会员时间" "erstellt am" "angelegt am" "registriert am" "date de création" "date d'inscription" "créé le"
            "fecha de creación" "fecha de registro" "fecha de alta"
        ] general ["created" "registered"];
        /// When the source last changed it.
        UpdatedAt "updated_at" [
            "updated at" "updated on" "update time" "date updated" "modified at" "modified on" "date modified" "last modified"
            "last updated" "更新时间" "更新日期" "修改时间" "最后更新时间" "geändert am" "aktualisiert am" "date de modification"
            "modifié le" "fecha de modificación"
        ] general ["updated" "modified"];
        /// The currency the customer pays in.
        Currency "currency" ["currency" "currency code" "货币" "币种" "währung" "devise" "moneda" "divisa"];
    }
}

fields! {
    /// What a column of an orders file can hold. A row is an order, or one line of an order.
    OrderField "order",
    prefixes ["order" "订单"] {
        /// What the source calls the order.
        OrderId "order_id" [
            "order id" "order number" "order no" "order nr" "order name" "order reference" "order ref" "invoice no" "invoice number"
            "transaction id" "basket id" "receipt number" "receipt no" "bill no" "订单号" "订单编号" "订单id" "交易单号" "交易号" "单号"
            "小票号" "流水号" "订单流水号" "bestellnummer" "bestell nr" "auftragsnummer" "rechnungsnummer" "numéro de commande"
            "n commande" "no commande" "numéro de facture" "número de pedido" "n pedido" "no pedido" "id pedido" "número de factura"
        ] general ["order" "id" "no" "nr" "invoice" "编号" "bestellung" "commande" "pedido"]
          with ["lineitem name" "lineitem quantity" "financial status"] ["name"];
        /// Which shop, till or system the order comes from.
        Source "source" ["source" "data source" "record source" "来源" "数据来源" "quelle" "origine" "origen"];
        /// What that source calls the customer.
        CustomerRef "customer_ref" [
            "customer ref" "customer id" "customer number" "customer no" "customer code" "client id" "client number" "member id"
            "member no" "member number" "contact id" "user id" "account id" "buyer id" "household id" "customer user"
            "customer reference id" "external id" "rec id" "客户编号" "客户id" "客户号" "会员号" "会员编号" "会员id" "会员卡号" "顾客编号"
            "买家id" "买家编号" "用户id" "用户编号" "买家会员名" "买家昵称" "kundennummer" "kunden nr" "kunden id" "kd nr"
            "numéro client" "numéro de client" "n client" "no client" "id client" "code client" "número de cliente" "id cliente"
            "código cliente" "código de cliente"
        ];
        /// The customer's e-mail address.
        CustomerEmail "customer_email" [
            "customer email" "email" "email address" "buyer email" "billing email" "contact email" "user email" "邮箱" "电子邮箱"
            "电子邮件" "客户邮箱" "买家邮箱" "会员邮箱" "email adresse" "adresse email" "courriel" "correo electrónico" "correo"
        ];
        /// The customer's phone number.
        CustomerPhone "customer_phone" [
            "customer phone" "mobile" "mobile phone" "phone" "phone number" "telephone" "tel" "buyer phone" "contact phone"
            "买家手机号" "买家手机" "客户手机号" "客户电话" "会员手机号" "手机号" "手机号码" "手机" "联系手机" "联系电话" "电话" "收货人手机号"
            "收货人手机" "收货人手机号/提货人手机号" "收货人电话" "billing phone" "shipping phone" "handy" "telefon" "telefonnummer" "téléphone"
            "teléfono" "móvil"
        ];
        /// The customer's name.
        CustomerName "customer_name" [
            "customer name" "client name" "buyer name" "billing name" "full name" "客户姓名" "客户名称" "买家姓名" "会员姓名" "会员名称"
            "顾客姓名" "姓名" "收货人姓名" "收货人" "收货人/提货人" "shipping name" "recipient" "kundenname" "nom du client"
            "nombre del cliente"
        ] general ["name" "customer" "client" "buyer" "客户" "会员" "买家" "kunde" "cliente"];
        /// When the order was placed.
        PlacedAt "placed_at" [
            "placed at" "placed on" "ordered at" "ordered on" "order date" "order time" "date ordered" "date placed" "order placed"
            "created at" "invoice date" "transaction timestamp" "transaction date" "transaction time" "purchase date" "purchased at"
            "order purchase timestamp" "sale date" "sold at" "下单时间" "下单日期" "订单创建时间" "订单提交时间" "订单时间" "订单日期"
            "创建时间" "交易时间" "交易日期" "成交时间" "购买时间" "购买日期" "消费时间" "消费日期" "销售日期" "bestelldatum" "bestellt am"
            "auftragsdatum" "kaufdatum" "rechnungsdatum" "date de commande" "date d'achat" "commandé le" "date de facture"
            "fecha de pedido" "fecha del pedido" "fecha de compra" "fecha de factura"
        ] general [
            "date" "datetime" "timestamp" "created date" "date created" "created" "日期" "时间" "datum" "fecha" "paid at" "付款时间"
            "支付时间" "订单付款时间" "time"
        ];
        /// Where the order stands.
        Status "status" [
            "status" "order status" "订单状态" "交易状态" "状态" "bestellstatus" "auftragsstatus" "statut" "statut de la commande" "estado"
            "estado del pedido"
        ] general ["state"];
        /// Whether it is paid.
        FinancialStatus "financial_status" [
            "financial status" "payment status" "付款状态" "支付状态" "zahlungsstatus" "statut de paiement" "statut du paiement"
            "estado de pago" "estado del pago"
        ];
        /// Whether it is shipped.
        FulfillmentStatus "fulfillment_status" [
            "fulfillment status" "fulfilment status" "shipping status" "delivery status" "发货状态" "物流状态" "配送状态" "versandstatus"
            "lieferstatus" "statut de livraison" "estado de envío" "estado del envío"
        ];
        /// The currency of every amount.
        Currency "currency" ["currency" "currency code" "order currency" "货币" "币种" "währung" "devise" "moneda" "divisa"];
        /// What the order costs the customer in all.
        Total "total" [
            "total" "order total" "grand total" "total amount" "total price" "total paid" "order amount" "order value"
            "total collected" "实付金额" "订单实付金额" "买家实际支付金额" "实付款" "实收金额" "订单金额" "订单总额" "订单总金额" "总金额" "总价"
            "合计" "应付金额" "应收订单金额" "交易金额" "消费金额" "支付金额" "gesamtbetrag" "gesamtsumme" "gesamtpreis" "gesamt" "summe"
            "montant total" "total ttc" "importe total" "total del pedido"
        ] general ["amount" "sum" "value" "revenue" "金额" "betrag" "montant" "importe"];
        /// The goods before discounts of the whole order, tax and shipping.
        Subtotal "subtotal" [
            "subtotal" "order subtotal" "items total" "商品总额" "商品金额" "商品金额合计" "商品总价" "zwischensumme" "sous total"
        ];
        /// What was taken off the order.
        Discount "discount" [
            "discount" "discount amount" "discounts" "order discount" "discount total" "total discount" "total discounts"
            "cart discount" "优惠金额" "折扣金额" "订单优惠" "优惠总额" "优惠" "折扣" "rabatt" "nachlass" "remise" "réduction" "descuento"
        ];
        /// The tax in it or on it.
        Tax "tax" [
            "tax" "taxes" "tax amount" "total tax" "tax total" "vat" "vat amount" "sales tax" "税费" "税额" "税" "steuer" "mwst"
            "umsatzsteuer" "tva" "taxe" "impuesto" "impuestos" "iva"
        ];
        /// What shipping costs the customer.
        Shipping "shipping" [
            "shipping" "shipping cost" "shipping total" "shipping amount" "shipping fee" "delivery fee" "freight" "postage" "运费"
            "邮费" "快递费" "配送费" "买家应付邮费" "versandkosten" "versand" "frais de port" "frais de livraison" "gastos de envío" "envío"
        ];
        /// What was paid back.
        Refunded "refunded" [
            "refunded" "refunded amount" "refund amount" "amount refunded" "refund total" "total refunded" "refund"
            "partial refunds" "退款金额" "已退款金额" "退款" "erstattungsbetrag" "erstattet" "erstattung" "montant remboursé"
            "remboursement" "importe reembolsado" "reembolso"
        ];
        /// When it was cancelled.
        CancelledAt "cancelled_at" [
            "cancelled at" "canceled at" "cancelled on" "cancelled date" "date cancelled" "cancellation date" "取消时间" "订单取消时间"
            "关闭时间" "storniert am" "stornodatum" "annulé le" "date d'annulation" "fecha de cancelación"
        ];
        /// Through what it was sold: web, till, market place.
        Channel "channel" [
            "channel" "sales channel" "order source" "order channel" "created via" "渠道" "销售渠道" "下单渠道" "订单渠道" "订单来源"
            "来源渠道" "平台" "vertriebskanal" "kanal" "canal" "canal de venta"
        ] with ["lineitem name" "lineitem quantity" "financial status"] ["source"];
        /// Where it was sold.
        Store "store" [
            "store" "store id" "store name" "shop" "shop id" "shop name" "location" "branch" "outlet" "门店" "门店编号" "门店名称"
            "店铺" "店铺id" "店铺名称" "归属店铺" "网点" "filiale" "magasin" "boutique" "tienda" "sucursal"
        ];
        /// A note on the order.
        Note "note" [
            "note" "notes" "order note" "order notes" "customer note" "memo" "comment" "comments" "remark" "remarks" "备注" "订单备注"
            "买家留言" "买家备注" "卖家备注" "商家备注" "notiz" "bemerkung" "kommentar" "remarque" "commentaire" "nota" "notas"
        ] with ["seller message" "statement descriptor"] ["description"];
        /// Labels, several in one cell.
        Tags "tags" ["tags" "tag" "order tags" "labels" "标签" "订单标签" "schlagworte" "étiquettes" "etiquetas"];
        /// Of a line: what the shop calls the product.
        Sku "sku" [
            "sku" "lineitem sku" "line item sku" "item sku" "product sku" "variant sku" "stock code" "product id" "product code"
            "item code" "item number" "item no" "item id" "article number" "asin" "商品编码" "商品编号" "商品id" "商品货号" "货号"
            "规格编码" "商家编码" "sku编码" "条码" "商品条码" "artikelnummer" "artikel nr" "art nr" "référence produit" "référence"
            "code article" "código de producto" "referencia"
        ];
        /// Of a line: the product's name.
        ProductName "product_name" [
            "product name" "lineitem name" "line item name" "item name" "product title" "item title" "product" "item" "title"
            "article" "商品名称" "商品标题" "宝贝标题" "宝贝名称" "产品名称" "商品" "产品" "品名" "标题" "artikelbezeichnung" "artikelname"
            "artikel" "bezeichnung" "produktname" "produkt" "nom du produit" "produit" "désignation" "nombre del producto" "producto"
            "artículo"
        ] general ["description" "beschreibung" "descripción"];
        /// Of a line: how many; negative for goods given back.
        Quantity "quantity" [
            "quantity" "lineitem quantity" "line item quantity" "item quantity" "qty" "units" "units sold" "pieces" "cds" "数量"
            "商品数量" "购买数量" "销售数量" "件数" "宝贝数量" "宝贝总数量" "menge" "anzahl" "stückzahl" "stück" "quantité" "qté" "cantidad"
            "unidades"
        ] general ["count"];
        /// Of a line: the price of one.
        UnitPrice "unit_price" [
            "unit price" "lineitem price" "line item price" "item price" "product price" "price per unit" "price each" "单价"
            "商品单价" "销售单价" "售价" "einzelpreis" "stückpreis" "prix unitaire" "precio unitario"
        ] general ["price" "价格" "商品价格" "preis" "prix" "precio"];
        /// Of a line: what it costs after its discount.
        LineTotal "line_total" [
            "line total" "line amount" "line item total" "lineitem total" "item total" "row total" "extended price" "sales value"
            "小计" "商品小计" "行金额" "zeilensumme" "positionssumme" "total ligne" "total línea"
        ];
        /// Of a line: what was taken off it.
        LineDiscount "line_discount" [
            "line discount" "lineitem discount" "line item discount" "item discount" "商品优惠" "商品优惠金额" "行折扣" "positionsrabatt"
            "remise ligne" "descuento línea"
        ];
        /// Of a line: the product's category.
        Category "category" [
            "category" "product category" "item category" "product type" "department" "类目" "商品类目" "分类" "商品分类" "品类"
            "kategorie" "warengruppe" "catégorie" "categoría"
        ];
        /// Of a line: the product's brand.
        Brand "brand" ["brand" "lineitem vendor" "vendor" "manufacturer" "品牌" "marke" "hersteller" "marque" "marca"];
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::import::columns::fold;

    /// At one rank, a name belongs to one field.
    fn names_are_unambiguous<F: Field>() {
        let mut seen = HashMap::new();
        for field in F::ALL {
            let names = field.names();
            let ranks = [("specific", names.specific), ("general", names.general)];
            let with = names.with.iter().flat_map(|(marks, names)| marks.iter().map(|mark| (*mark, *names)));
            for (rank, names) in ranks.into_iter().chain(with) {
                for name in names {
                    assert!(!fold(name).is_empty(), "{name}");
                    let before = seen.insert((rank, fold(name)), *field);
                    // Two languages' words of one field may fold alike.
                    assert!(
                        before.is_none_or(|before| before == *field),
                        "{name} of {field:?} and {before:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn lists_are_sound() {
        names_are_unambiguous::<CustomerField>();
        names_are_unambiguous::<OrderField>();
    }

    #[test]
    fn fields_have_names() {
        for (at, field) in OrderField::ALL.iter().enumerate() {
            assert_eq!((field.index(), field.to_string().parse::<OrderField>().unwrap()), (at, *field));
            assert!(
                fold(field.names().specific[0]) == fold(field.name()) || field.names().specific.len() > 1
            );
        }
        let error = "e_mail".parse::<CustomerField>().unwrap_err().to_string();
        assert!(error.contains("birth_date") && error.contains("custom:<name>"), "{error}");
    }
}
