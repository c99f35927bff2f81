//! The demo's segments: how many are in each, what a few have in common, and why somebody is in one.

use guanxi::{
    Crm, CustomerRef, Date, MemberQuery, PageRequest, Result, SegmentExplanation, SegmentInput,
    SegmentOverlap, SegmentSizes,
};
use serde::Serialize;

use crate::{
    output::Show,
    text::{Text, number, percent},
};

/// Key, name and condition of each.
const SEGMENTS: [[&str; 3]; 12] = [
    ["vip", "VIP · 重要客户", "amount_spent >= 300 AND last_order_date >= -180d"],
    ["top-tenth", "Top tenth by spend · 消费前一成", "TOP 10% BY amount_spent OVER (number_of_orders > 0)"],
    ["regulars", "Regulars · 常客", "orders_placed MATCHES (date >= -365d, count >= 4)"],
    ["active", "Active · 活跃客户", "last_order_date >= -90d"],
    ["first-time", "First-time buyers · 首购客户", "number_of_orders = 1"],
    [
        "overdue",
        "Later than usual · 超过复购周期",
        "number_of_orders >= 3 AND days_since_last_order > 2 * average_days_between_orders",
    ],
    ["dormant", "Dormant · 沉睡客户", "last_order_date < -180d"],
    [
        "win-back",
        "Win back · 唤回沉睡客户",
        "segment('dormant') AND number_of_orders >= 3 AND customer_email_domain IS NOT NULL",
    ],
    ["lapsed-high", "Lapsed high spenders · 流失的高消费客户", "segment('dormant') AND amount_spent >= 200"],
    ["birthday", "Birthday this month · 本月生日", "anniversary(birth_date) IN this_month"],
    [
        "no-consent",
        "E-mail without consent · 无营销许可",
        "customer_email_domain IS NOT NULL AND NOT reachable('EMAIL')",
    ],
    ["never-bought", "Never bought · 从未下单", "number_of_orders = 0"],
];
/// Those that are compared.
const COMPARED: [&str; 4] = ["vip", "top-tenth", "dormant", "lapsed-high"];
/// The one that is explained, for its member who spent most.
const EXPLAINED: &str = "win-back";

/// What the segments came to.
#[derive(Serialize)]
pub(super) struct Groups {
    pub(super) sizes: SegmentSizes,
    pub(super) overlap: SegmentOverlap,
    pub(super) explained: Option<SegmentExplanation>,
}

impl Groups {
    /// The shop's days are long gone: every query looks back at one of them.
    pub(super) fn make(crm: &Crm, as_of: Date) -> Result<Self> {
        let segments = crm.segments();
        for [key, name, condition] in SEGMENTS {
            segments.define(SegmentInput::new(key, format!("{condition} AS OF {as_of}")).name(name))?;
        }
        let most = format!("TOP 1 EXACT BY amount_spent OVER (segment('{EXPLAINED}')) AS OF {as_of}");
        let most = segments.members(MemberQuery::new(most).page(PageRequest::new().with_limit(1)))?;
        let explain = |id| segments.explain(CustomerRef::Id(id), &format!("segment('{EXPLAINED}')"));
        Ok(Self {
            sizes: segments.sizes()?,
            overlap: segments.overlap(Some(COMPARED.map(str::to_owned).to_vec()))?,
            explained: most.items.first().map(|member| explain(member.customer_id)).transpose()?,
        })
    }
}

impl Show for Groups {
    fn show(&self, text: &mut Text) {
        let rows = self.sizes.items.iter().map(|size| {
            let (key, name) = (size.segment.key.clone(), size.segment.name.clone());
            [key, name, number(size.members), percent(size.share_ppm)]
        });
        text.table(["key", "name", "members", "share"], &[2, 3], rows);
        text.blank();
        self.overlap.show(text);
        if let Some(explained) = &self.explained {
            text.blank();
            explained.show(text);
        }
    }
}
