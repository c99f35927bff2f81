//! What shops call the states of an order, in English, Chinese and the usual European languages.

use crate::{
    order::{FinancialStatus, FulfillmentStatus, OrderInput, OrderStatus},
    text::fold,
};

/// What a word says: of the order, of its payment, of its goods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Statuses {
    order: Option<OrderStatus>,
    financial: Option<FinancialStatus>,
    fulfillment: Option<FulfillmentStatus>,
}

impl Statuses {
    pub(super) fn apply(self, order: &mut OrderInput) {
        order.status = self.order.unwrap_or(order.status);
        order.financial_status = self.financial.unwrap_or(order.financial_status);
        order.fulfillment_status = self.fulfillment.unwrap_or(order.fulfillment_status);
    }
}

const fn order(status: OrderStatus) -> Statuses {
    Statuses { order: Some(status), financial: None, fulfillment: None }
}

const fn paid(status: FinancialStatus) -> Statuses {
    Statuses { order: None, financial: Some(status), fulfillment: None }
}

const fn sent(status: FulfillmentStatus) -> Statuses {
    Statuses { order: None, financial: None, fulfillment: Some(status) }
}

const fn both(financial: FinancialStatus, fulfillment: FulfillmentStatus) -> Statuses {
    Statuses { order: None, financial: Some(financial), fulfillment: Some(fulfillment) }
}

/// Words as people write them; compared folded, without underscores and dashes.
const WORDS: &[(&[&str], Statuses)] = &[
    (
        &[
            "open",
            "new",
            "created",
            "confirmed",
            "active",
            "processing",
            "in progress",
            "on hold",
            "新建",
            "待处理",
            "处理中",
            "进行中",
            "offen",
            "in bearbeitung",
        ],
        order(OrderStatus::Open),
    ),
    (&["draft", "quote", "checkout draft", "草稿"], order(OrderStatus::Draft)),
    (
        &[
            "closed",
            "archived",
            "completed",
            "complete",
            "done",
            "finished",
            "fulfilled and paid",
            "交易成功",
            "已完成",
            "完成",
            "交易完成",
            "abgeschlossen",
            "terminée",
            "completado",
        ],
        order(OrderStatus::Closed),
    ),
    (
        &[
            "cancelled",
            "canceled",
            "failed",
            "trash",
            "已取消",
            "取消",
            "交易关闭",
            "已关闭",
            "订单关闭",
            "storniert",
            "annulée",
            "annulé",
            "cancelado",
        ],
        order(OrderStatus::Cancelled),
    ),
    (&["deleted", "已删除"], order(OrderStatus::Deleted)),
    (
        &[
            "pending",
            "unpaid",
            "pending payment",
            "awaiting payment",
            "not paid",
            "requires action",
            "待付款",
            "未付款",
            "未支付",
            "等待买家付款",
            "ausstehend",
            "en attente",
            "pendiente",
        ],
        paid(FinancialStatus::Pending),
    ),
    (&["authorized", "authorised", "已授权"], paid(FinancialStatus::Authorized)),
    (&["partially paid", "部分付款"], paid(FinancialStatus::PartiallyPaid)),
    (
        &[
            "paid",
            "captured",
            "succeeded",
            "success",
            "已付款",
            "已支付",
            "买家已付款",
            "bezahlt",
            "payée",
            "payé",
            "pagado",
        ],
        paid(FinancialStatus::Paid),
    ),
    (&["partially refunded", "部分退款"], paid(FinancialStatus::PartiallyRefunded)),
    (
        &["refunded", "已退款", "全额退款", "erstattet", "remboursé", "reembolsado"],
        paid(FinancialStatus::Refunded),
    ),
    (&["voided", "void", "declined", "作废"], paid(FinancialStatus::Voided)),
    (&["expired", "已过期", "abgelaufen", "expiré"], paid(FinancialStatus::Expired)),
    (
        &["unfulfilled", "not fulfilled", "unshipped", "not shipped", "待发货", "未发货", "等待卖家发货"],
        sent(FulfillmentStatus::Unfulfilled),
    ),
    (
        &["partial", "partially fulfilled", "partially shipped", "部分发货"],
        sent(FulfillmentStatus::PartiallyFulfilled),
    ),
    (
        &[
            "fulfilled",
            "shipped",
            "sent",
            "dispatched",
            "已发货",
            "卖家已发货",
            "versandt",
            "expédiée",
            "enviado",
        ],
        sent(FulfillmentStatus::Fulfilled),
    ),
    (
        &["in transit", "out for delivery", "运输中", "配送中", "unterwegs"],
        sent(FulfillmentStatus::InTransit),
    ),
    (
        &["delivered", "received", "已签收", "已送达", "已收货", "zugestellt", "livrée", "entregado"],
        sent(FulfillmentStatus::Delivered),
    ),
    (
        &["returned", "restocked", "已退货", "retourniert", "retournée", "devuelto"],
        sent(FulfillmentStatus::Returned),
    ),
    (&["waiting for shipment", "已付款待发货"], both(FinancialStatus::Paid, FulfillmentStatus::Unfulfilled)),
];

/// Reads a status; `None` for a word that is not known.
pub(super) fn read(text: &str) -> Option<Statuses> {
    let plain = |word: &str| fold(word).replace(['_', '-'], " ");
    let text = plain(text);
    WORDS.iter().find(|(words, _)| words.iter().any(|w| plain(w) == text)).map(|(_, statuses)| *statuses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert_eq!(read("Partially_Refunded"), Some(paid(FinancialStatus::PartiallyRefunded)));
        assert_eq!(read("交易成功"), Some(order(OrderStatus::Closed)));
        assert_eq!(read("wc-on-hold"), None);
        assert_eq!(read("On-Hold"), Some(order(OrderStatus::Open)));
    }

    #[test]
    fn a_word_has_one_meaning() {
        let mut seen = std::collections::HashSet::new();
        for word in WORDS.iter().flat_map(|(words, _)| *words) {
            assert!(seen.insert(fold(word)), "{word}");
        }
    }
}
