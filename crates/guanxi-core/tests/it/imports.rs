use std::{
    io::Cursor,
    sync::{Arc, Mutex},
};

use guanxi_core::{
    Crm,
    consent::{ConsentQuery, ConsentState},
    customer::CustomerQuery,
    import::{ImportOptions, ImportReport, Mapping, OrderField, Reject},
    order::OrderRef,
    page::PageRequest,
    progress::{CancelToken, Progress},
};

use super::{assert_proved, crm, money, record};

const CUSTOMERS: &str = include_str!("../../../../examples/data/shop/customers.csv");
const ORDERS: &str = include_str!("../../../../examples/data/shop/orders.csv");

fn options() -> ImportOptions<'static> {
    ImportOptions::new("file.csv")
}

fn customers(crm: &Crm, text: &str) -> ImportReport {
    crm.imports().customers(Cursor::new(text), options()).unwrap()
}

fn orders(crm: &Crm, text: &str) -> ImportReport {
    crm.imports().orders(Cursor::new(text), options()).unwrap()
}

fn order(crm: &Crm, source: &str, id: &str) -> guanxi_core::order::Order {
    crm.orders().get(OrderRef::External { source: source.into(), external_id: id.into() }).unwrap()
}

#[test]
fn the_shop_of_the_examples() {
    let crm = crm();
    let people = customers(&crm, CUSTOMERS);
    assert_eq!((people.rows, people.created + people.rejected), (5535, 5535), "{people:#?}");
    let sales = orders(&crm, ORDERS);
    assert_eq!(
        (sales.rows, sales.created, sales.rejected, sales.customers_created),
        (6919, 6919, 0, 0),
        "{sales:#?}"
    );
    let stats = crm.reports().stats().unwrap();
    assert_eq!((stats.records, stats.orders), (people.created, 6919));
    assert_eq!(stats.net_revenue, [money("244091.94 USD")]);
    assert!(stats.customers > 2500 && stats.customers < 4500, "{}", stats.customers);
    let mut page = PageRequest::new().with_limit(1000);
    loop {
        let found = crm.customers().list(page).unwrap();
        assert!(found.items.iter().all(|c| c.records <= 12));
        let Some(cursor) = found.next_cursor else { break };
        page = PageRequest::new().with_limit(1000).with_cursor(cursor);
    }
    assert_proved(&crm);

    let feed = last_cursor(&crm);
    let again = customers(&crm, CUSTOMERS);
    assert_eq!((again.unchanged, again.created, again.updated), (people.created, 0, 0));
    let again = orders(&crm, ORDERS);
    assert_eq!((again.unchanged, again.created, again.updated), (6919, 0, 0));
    assert_eq!(last_cursor(&crm).0, feed.0, "the same file twice changes nothing");
    assert_eq!(crm.reports().stats().unwrap(), stats);
}

/// How many changes the feed has.
fn last_cursor(crm: &Crm) -> (usize, String) {
    let (mut count, mut cursor) = (0, String::new());
    loop {
        let mut page = PageRequest::new().with_limit(1000);
        page.cursor = Some(cursor.clone()).filter(|c| !c.is_empty());
        let found = crm.feed().changes(page).unwrap();
        count += found.items.len();
        cursor = found.next_cursor;
        if found.items.is_empty() {
            return (count, cursor);
        }
    }
}

#[test]
fn chinese_headers_and_consents() {
    let crm = crm();
    let text = "会员号;姓名;手机号;邮箱;生日;标签;接受营销\n8;张小梅;138 0013 8001;mei@qq.com;1990年5月1日;vip、press;是\n9;李雷;+86 13900139001;lei@qq.com;;;否\n";
    let report = customers(&crm, text);
    assert_eq!((report.created, report.rejected, report.delimiter.as_str()), (2, 0, ";"), "{report:#?}");
    let mei = &crm.customers().find(CustomerQuery::new("mei@qq.com")).unwrap().items[0];
    assert_eq!(
        (mei.tags.as_slice(), mei.birth_date.unwrap().to_string().as_str()),
        (&["press".to_owned(), "vip".into()][..], "1990-05-01")
    );
    let state = |id: &str| crm.consents().state(ConsentQuery::new(record("import", id))).unwrap()[0].state;
    assert_eq!((state("8"), state("9")), (ConsentState::Granted, ConsentState::Withdrawn));
    assert_eq!(customers(&crm, text).unchanged, 2);
    assert_proved(&crm);
}

#[test]
fn rejects_name_line_column_and_reason_and_stop_nothing() {
    let crm = crm();
    let text = "order_id,customer_ref,placed_at,total,currency\n1,7,2026-02-01,10.00,EUR\n2,7,someday,10.00,EUR\n3,7,2026-02-02,ten,EUR\n4,7\n5,7,2026-02-03,1.00,EUR\n";
    let rejects = Arc::new(Mutex::new(Vec::new()));
    let sink = rejects.clone();
    let taken = options().rejects(move |reject: &Reject| {
        sink.lock().unwrap().push(reject.clone());
        Ok(())
    });
    let report = crm.imports().orders(Cursor::new(text), taken).unwrap();
    assert_eq!((report.rows, report.created, report.rejected), (5, 2, 3));
    let rejects = rejects.lock().unwrap();
    let mut shown: Vec<_> = rejects.iter().map(|r| (r.line, r.column.as_deref(), r.row.as_str())).collect();
    shown.sort_unstable();
    assert_eq!(
        shown,
        [
            (3, Some("placed_at"), "2,7,someday,10.00,EUR"),
            (4, Some("total"), "3,7,2026-02-02,ten,EUR"),
            (5, None, "4,7")
        ]
    );
    assert!(rejects.iter().all(|r| !r.reason.is_empty() && !r.reason.contains("someday")));
    assert_proved(&crm);
}

#[test]
fn lines_of_an_order_come_together_wherever_they_stand() {
    let crm = crm();
    let text = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
                536370,22728,ALARM CLOCK,2,2010-12-01T08:45:00,3.75,12583,France\n\
                536370,22727,CLOCK RED,1,2010-12-01T08:45:00,3.00,12583,France\n\
                C536371,22728,ALARM CLOCK,-1,2010-12-02T08:45:00,3.75,12583,France\n\
                536370,22726,CLOCK GREEN,1,2010-12-01T08:45:00,1.50,12583,France\n\
                536372,22726,CLOCK GREEN,4,2010-12-03T08:45:00,1.50,,France\n";
    let take = || {
        let mapping = Mapping::from_toml::<OrderField>("currency = \"GBP\"", "m.toml").unwrap();
        crm.imports().orders(Cursor::new(text), options().mapping(mapping)).unwrap()
    };
    let report = take();
    assert_eq!((report.rows, report.created, report.rejected), (5, 3, 0), "{report:#?}");
    let booked = order(&crm, "import", "536370");
    assert_eq!((booked.lines.len(), booked.total), (3, money("12.00 GBP")));
    assert_eq!(order(&crm, "import", "C536371").total, money("-3.75 GBP"));
    assert_eq!(order(&crm, "import", "536372").customer_id, None);
    let metrics = crm.orders().metrics(booked.customer_id.unwrap()).unwrap();
    assert_eq!((metrics.number_of_orders, metrics.amount_spent), (1, Some(money("8.25 GBP"))));
    assert_eq!(take().unchanged, 3);
    assert_proved(&crm);
}

#[test]
fn a_total_that_differs_by_row_is_the_lines() {
    let crm = crm();
    let text = "order_id,sku,amount,date,currency\n1,a,2.00,2026-02-01,EUR\n1,b,3.00,2026-02-01,EUR\n2,a,2.00,2026-02-02,EUR\n";
    orders(&crm, text);
    assert_eq!(order(&crm, "import", "1").total, money("5.00 EUR"));
    let crm = super::crm();
    let text = "order_id,sku,quantity,unit_price,total,date,currency\n1,a,1,2.00,9.00,2026-02-01,EUR\n1,b,2,3.00,9.00,2026-02-01,EUR\n";
    orders(&crm, text);
    assert_eq!(order(&crm, "import", "1").total, money("9.00 EUR"));
}

#[test]
fn a_file_that_says_two_things_of_one_record_is_taken_once() {
    let crm = crm();
    let text = "id,name,email\n1,Anna Wolf,anna@web.de\n1,Anna Bär,anna@web.de\n1,Anna Wolf,anna@web.de\n";
    let first = customers(&crm, text);
    assert_eq!((first.created, first.unchanged, first.rejected), (1, 1, 1));
    assert_eq!(first.rejects[0].code, "repeated");
    let again = customers(&crm, text);
    assert_eq!((again.unchanged, again.updated, again.rejected), (2, 0, 1));
    let dated = "id,name,email,updated_at\n2,Bo Li,bo@web.de,2026-01-01\n2,Bo Lee,bo@web.de,2026-01-02\n";
    assert_eq!((customers(&crm, dated).updated, customers(&crm, dated).unchanged), (1, 2));
    assert_eq!(
        crm.customers().find(CustomerQuery::new("bo@web.de")).unwrap().items[0].display_name().as_deref(),
        Some("Bo Lee")
    );
}

#[test]
fn an_import_that_was_cut_off_goes_on_where_it_was() {
    let whole = crm();
    customers(&whole, CUSTOMERS);
    let crm = crm();
    let token = CancelToken::new();
    let stop = token.clone();
    let listener = move |p: &Progress| {
        if p.rows >= 2000 {
            stop.cancel();
        }
    };
    let cut = options().batch_rows(500).cancel(token).progress(Arc::new(listener));
    assert_eq!(crm.imports().customers(Cursor::new(CUSTOMERS), cut).unwrap_err().code(), "cancelled");
    let so_far = crm.reports().stats().unwrap().records;
    assert!((1..5535).contains(&so_far), "{so_far}");
    let rest = crm.imports().customers(Cursor::new(CUSTOMERS), options().batch_rows(500)).unwrap();
    assert!(
        rest.rows_skipped > 0 && rest.created + rest.unchanged + rest.rejected == 5535 - rest.rows_skipped,
        "{rest:#?}"
    );
    assert_eq!(crm.reports().stats().unwrap(), whole.reports().stats().unwrap());
    assert_proved(&crm);
}

#[test]
fn a_dry_run_tells_what_would_be_and_keeps_nothing() {
    let crm = crm();
    let report =
        crm.dry_run().imports().customers(Cursor::new(CUSTOMERS), options().batch_rows(1000)).unwrap();
    assert_eq!(crm.customers().count().unwrap(), 0);
    let real = customers(&crm, CUSTOMERS);
    assert_eq!(
        (report.created, report.customers_created, &report.held_back),
        (real.created, real.customers_created, &real.held_back)
    );
}

#[test]
fn files_that_are_none() {
    let crm = crm();
    let err = |text: &str| crm.imports().customers(Cursor::new(text.to_owned()), options()).unwrap_err();
    assert_eq!(err("").code(), "invalid_file");
    assert_eq!(err("7,Anna Wolf,anna@web.de\n").code(), "invalid_file");
    let orders =
        crm.imports().orders(Cursor::new("order_id,date,total\n1,2026-02-01,5.00\n"), options()).unwrap();
    assert_eq!((orders.rejected, orders.rejects[0].column.as_deref()), (1, Some("total")), "no currency");
}

#[test]
fn an_order_whose_rows_are_scattered_survives_a_cut() {
    let mut text = String::from("order_id,sku,quantity,unit_price,date,currency,customer_ref\n");
    for n in 0..300 {
        let id = if n == 10 || n == 50 { "X".to_owned() } else { n.to_string() };
        text += &format!("{id},mug,1,2.00,2026-02-01,EUR,{}\n", n % 7);
    }
    let crm = crm();
    let token = CancelToken::new();
    let stop = token.clone();
    let listener = move |p: &Progress| {
        if p.rows >= 200 {
            stop.cancel();
        }
    };
    let cut = options().batch_rows(20).cancel(token).progress(Arc::new(listener));
    assert_eq!(crm.imports().orders(Cursor::new(&text), cut).unwrap_err().code(), "cancelled");
    let rest = crm.imports().orders(Cursor::new(&text), options().batch_rows(20)).unwrap();
    assert!(rest.rows_skipped > 100, "{rest:#?}");
    assert_eq!(order(&crm, "import", "X").lines.len(), 2);
    assert_eq!(crm.orders().count().unwrap(), 299);
    assert_proved(&crm);
}

#[test]
fn another_file_with_the_same_beginning_is_read_from_its_start() {
    let file = |name: &str| {
        let mut text = String::from("id,name\n");
        (0..3000).for_each(|n| text += &format!("{n},Wang Somebody With A Long Name {n:060}\n"));
        text + &format!("3000,{name}\n")
    };
    let crm = crm();
    let token = CancelToken::new();
    let stop = token.clone();
    let listener = move |p: &Progress| {
        if p.rows >= 3001 {
            stop.cancel();
        }
    };
    let cut = options().batch_rows(500).cancel(token).progress(Arc::new(listener));
    assert!(crm.imports().customers(Cursor::new(file("Li Wei")), cut).is_err());
    let other = file("Li Lei").replace(&format!("Name {:060}", 2000), "Name Changed");
    let report = crm.imports().customers(Cursor::new(other), options()).unwrap();
    assert_eq!((report.rows_skipped, report.updated), (0, 2), "{report:#?}");
}

#[test]
fn the_same_file_does_not_ask_again_for_a_consent_that_was_withdrawn() {
    let (crm, clock) = super::open();
    let text = "id,name,email,accepts marketing\n1,Anna Wolf,anna@web.de,yes\n";
    customers(&crm, text);
    let whose = || record("import", "1");
    let withdrawn =
        guanxi_core::consent::ConsentInput::new(whose(), "marketing", "email", ConsentState::Withdrawn);
    crm.consents().record(withdrawn).unwrap();
    customers(&crm, text);
    let state = |crm: &Crm| crm.consents().state(ConsentQuery::new(whose())).unwrap()[0].state;
    assert_eq!(state(&crm), ConsentState::Withdrawn);
    clock.set(super::at("2026-03-02T00:00:00Z"));
    customers(&crm, &text.replace("yes", "no"));
    clock.set(super::at("2026-03-03T00:00:00Z"));
    customers(&crm, text);
    assert_eq!(state(&crm), ConsentState::Granted, "the source says something else than before");
}

#[test]
fn rows_without_a_key_are_the_same_rows_again() {
    let crm = crm();
    let text = "name,email\nAnna Wolf,\nBo Li,noemail@example.com\nBo Li,noemail@example.com\nMei Lin,n/a\nCem Öz,test@test.com\n";
    let first = customers(&crm, text);
    assert_eq!((first.created, first.rejected), (5, 0), "{first:#?}");
    let again = customers(&crm, text);
    assert_eq!((again.unchanged, again.created, again.rejected), (5, 0, 0));
    let text = "email,name\nAnna@web.de,Anna Wolf\nanna@web.de,Anne Wolf\n";
    assert_eq!(
        (customers(&crm, text).rejected, customers(&crm, text).updated),
        (1, 0),
        "one record, written in two ways"
    );
    let orders_text = "order_id,email,name,date,total,currency\n1,noemail@example.com,Anna,2026-02-01,5.00,EUR\n2,a@web.de,Anna,2026-02-01,5.00,EUR\n3,a@web.de,A. Wolf,2026-02-02,5.00,EUR\n";
    assert_eq!(orders(&crm, orders_text).created, 3);
    assert_eq!(order(&crm, "import", "1").customer_id, None, "a placeholder is nobody");
    let before = last_cursor(&crm).0;
    assert_eq!(orders(&crm, orders_text).unchanged, 3);
    assert_eq!(last_cursor(&crm).0, before);
    assert_proved(&crm);
}

#[test]
fn an_order_stays_on_its_record_when_an_older_customer_comes_to_it() {
    let crm = crm();
    customers(&crm, "id,name,phone\n1,Anna Wolf,+4915112345678\n");
    let text = "order_id,email,name,date,total,currency\n9,anna@web.de,Anna Wolf,2026-02-01,5.00,EUR\n";
    orders(&crm, text);
    customers(&crm, "id,name,phone,email\n2,Anna Wolf,+4915112345678,anna@web.de\n");
    assert_eq!(crm.customers().count().unwrap(), 1);
    let before = last_cursor(&crm).0;
    assert_eq!(orders(&crm, text).unchanged, 1);
    assert_eq!(last_cursor(&crm).0, before);
}

#[test]
fn the_same_file_does_not_bring_the_deleted_back() {
    let crm = crm();
    let text = "id,name\n1,Anna Wolf\n";
    customers(&crm, text);
    let id = crm.customers().list(PageRequest::new()).unwrap().items[0].id;
    crm.customers().delete(id, None).unwrap();
    assert_eq!(customers(&crm, text).unchanged, 1);
    assert_eq!(crm.customers().count().unwrap(), 0);
    let back = customers(&crm, "id,name\n1,Anna Bär\n");
    assert_eq!((back.updated, back.customers_created), (1, 1));
    assert_proved(&crm);
}

#[test]
fn headers_on_two_lines_are_kept_as_one() {
    let crm = crm();
    let report = customers(&crm, "id,name,\"Notes\n(internal)\"\n1,Anna Wolf,likes tea\n");
    assert_eq!((report.created, report.rejected), (1, 0), "{report:#?}");
}
