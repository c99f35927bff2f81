//! An entry as a sentence, in English and in Chinese.

use super::{
    account::EntryFact,
    accrual::EarningExplanation,
    model::{EntryKind, PointCause, PointEntry},
    program::PointRounding,
};

/// Thousandths as a decimal without trailing zeros: 1,500 is 1.5.
fn times(milli: i64) -> String {
    let text = format!("{}.{:03}", milli / 1000, milli % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The sentence in English.
pub(super) fn english(fact: &EntryFact, entry: &PointEntry) -> String {
    let refund = fact.refund.as_ref().map_or_else(String::new, |refund| format!(" ({refund})"));
    let why = match fact.cause {
        None => return said_english(fact, entry),
        Some(PointCause::OrderRefunded) => format!("money or goods came back{refund}"),
        Some(PointCause::OrderCancelled) => "the order counts no more".to_owned(),
        Some(PointCause::OrderChanged) => "the order changed".to_owned(),
    };
    match (entry.kind, &fact.earning) {
        (EntryKind::Earned, Some(now)) => {
            format!("{} points more, since {why}: {}", entry.points, earned_english(now))
        }
        (EntryKind::ClawedBack, Some(now)) => {
            format!("{}, since {why}: {}", said_english(fact, entry), earned_english(now))
        }
        _ => format!("{}, since {why}", said_english(fact, entry)),
    }
}

fn said_english(fact: &EntryFact, entry: &PointEntry) -> String {
    let points = (entry.points - entry.pooled).abs();
    let pool = match of_pool(fact) {
        0 => String::new(),
        points => format!(" ({points} of them of the pool)"),
    };
    let lots = match lots_drawn(fact) {
        1 => "1 lot".to_owned(),
        lots => format!("{lots} lots"),
    };
    match entry.kind {
        EntryKind::Earned => match &fact.earning {
            Some(earning) => earned_english(earning),
            None => format!("{points} points earned{}", for_what(fact, " by ")),
        },
        EntryKind::Adjusted if entry.points < 0 => format!("{points} points taken by hand: {}", reason(fact)),
        EntryKind::Adjusted => format!("{points} points given by hand: {}", reason(fact)),
        EntryKind::Imported => format!("{points} points brought along"),
        EntryKind::Redeemed | EntryKind::Captured => {
            let worth = entry.value.map_or(String::new(), |value| format!(", worth {value}"));
            let on = fact.reward.as_ref().map_or(String::new(), |reward| format!(" on {reward}"));
            format!("{points} points spent{on}{worth}, from {lots}{pool}, the soonest to expire first")
        }
        EntryKind::Held => {
            let held: i64 = fact.drawn.iter().map(|d| d.points).sum();
            let until = fact.hold_until.map_or(String::new(), |until| format!(" until {until}"));
            format!("{held} points held{until}, from {lots}{pool}")
        }
        EntryKind::Voided => "the hold ended; its points went back to their lots".to_owned(),
        EntryKind::GivenBack if fact.renewed.is_empty() => {
            format!("{points} spent points given back to the lots they came from{pool}")
        }
        EntryKind::GivenBack => {
            format!("{points} spent points given back, those past their date as a new lot{pool}")
        }
        EntryKind::ClawedBack => {
            let drawn: i64 = fact.drawn.iter().map(|d| d.points).sum();
            let mut text = format!("{} earned points taken back: {drawn} from lots", fact.asked);
            let parts = [
                (fact.lapsed, "had expired"),
                (fact.debt, "are owed"),
                (fact.written_off, "are written off"),
            ];
            for (part, what) in parts.into_iter().filter(|(part, _)| *part > 0) {
                text.push_str(&format!(", {part} {what}"));
            }
            text
        }
        EntryKind::TransferredOut => format!("{points} points given to another member"),
        EntryKind::TransferredIn => format!("{points} points got from another member"),
        EntryKind::Expired => format!("{points} points expired"),
        EntryKind::DebtSettled => format!("{} new points paid what was owed", -fact.debt),
        EntryKind::Unmerged => {
            "the customers were taken apart: points used for one that were the other's went back".to_owned()
        }
    }
}

/// The sentence in Chinese.
pub(super) fn chinese(fact: &EntryFact, entry: &PointEntry) -> String {
    let refund = fact.refund.as_ref().map_or_else(String::new, |refund| format!("（{refund}）"));
    let why = match fact.cause {
        None => return said_chinese(fact, entry),
        Some(PointCause::OrderRefunded) => format!("订单退款{refund}"),
        Some(PointCause::OrderCancelled) => "订单不再有效".to_owned(),
        Some(PointCause::OrderChanged) => "订单变更".to_owned(),
    };
    match (entry.kind, &fact.earning) {
        (EntryKind::Earned, Some(now)) => {
            format!("{why}，补发 {} 积分：{}", entry.points, earned_chinese(now))
        }
        (EntryKind::ClawedBack, Some(now)) => {
            format!("{why}，{}：{}", said_chinese(fact, entry), earned_chinese(now))
        }
        _ => format!("{why}，{}", said_chinese(fact, entry)),
    }
}

fn said_chinese(fact: &EntryFact, entry: &PointEntry) -> String {
    let points = (entry.points - entry.pooled).abs();
    let pool = match of_pool(fact) {
        0 => String::new(),
        points => format!("（其中 {points} 来自积分池）"),
    };
    let lots = lots_drawn(fact);
    match entry.kind {
        EntryKind::Earned => match &fact.earning {
            Some(earning) => earned_chinese(earning),
            None => format!("获得 {points} 积分{}", for_what(fact, "：")),
        },
        EntryKind::Adjusted if entry.points < 0 => format!("人工扣减 {points} 积分：{}", reason(fact)),
        EntryKind::Adjusted => format!("人工增加 {points} 积分：{}", reason(fact)),
        EntryKind::Imported => format!("导入 {points} 积分"),
        EntryKind::Redeemed | EntryKind::Captured => {
            let worth = entry.value.map_or(String::new(), |value| format!("，抵扣 {value}"));
            let on = fact.reward.as_ref().map_or(String::new(), |reward| format!("兑换 {reward}"));
            format!("使用 {points} 积分{on}{worth}，取自 {lots} 批积分{pool}，先到期的先用")
        }
        EntryKind::Held => {
            let held: i64 = fact.drawn.iter().map(|d| d.points).sum();
            let until = fact.hold_until.map_or(String::new(), |until| format!("，至 {until}"));
            format!("冻结 {held} 积分{until}，取自 {lots} 批积分{pool}")
        }
        EntryKind::Voided => "冻结结束，积分退回原批次".to_owned(),
        EntryKind::GivenBack if fact.renewed.is_empty() => {
            format!("退回已用的 {points} 积分到原批次{pool}")
        }
        EntryKind::GivenBack => format!("退回已用的 {points} 积分，已过期的部分作为新批次{pool}"),
        EntryKind::ClawedBack => {
            let drawn: i64 = fact.drawn.iter().map(|d| d.points).sum();
            let mut text = format!("收回已得的 {} 积分：从批次扣除 {drawn}", fact.asked);
            let parts =
                [(fact.lapsed, "此前已过期"), (fact.debt, "记为欠分"), (fact.written_off, "予以核销")];
            for (part, what) in parts.into_iter().filter(|(part, _)| *part > 0) {
                text.push_str(&format!("，{part} {what}"));
            }
            text
        }
        EntryKind::TransferredOut => format!("转出 {points} 积分给其他会员"),
        EntryKind::TransferredIn => format!("收到其他会员转来的 {points} 积分"),
        EntryKind::Expired => format!("{points} 积分过期"),
        EntryKind::DebtSettled => format!("新得积分偿还欠分 {}", -fact.debt),
        EntryKind::Unmerged => "客户拆分：一方用掉的另一方积分已退回".to_owned(),
    }
}

/// Points of other members of the pool.
fn of_pool(fact: &EntryFact) -> i64 {
    fact.drawn.iter().filter(|d| d.pooled).map(|d| d.points.abs()).sum()
}

/// What points were given for that no order explains.
fn lots_drawn(fact: &EntryFact) -> usize {
    fact.drawn.iter().filter(|d| d.points > 0).count()
}

fn for_what(fact: &EntryFact, before: &str) -> String {
    fact.reason.as_ref().map_or_else(String::new, |reason| format!("{before}{reason}"))
}

fn reason(fact: &EntryFact) -> &str {
    fact.reason.as_deref().unwrap_or("-")
}

/// The lines that rules multiply: how much, and by which rules.
fn multiplied(earning: &EarningExplanation) -> impl Iterator<Item = (u32, String, String)> {
    let lines = earning.lines.iter().filter(|l| l.multiplier_milli != 1000);
    lines.map(|l| (l.line + 1, times(l.multiplier_milli), l.rules.join(", ")))
}

fn earned_english(earning: &EarningExplanation) -> String {
    let mut text = format!("{} points", earning.points);
    if let Some(amount) = earning.earn_amount {
        let s = if earning.earn_points == 1 { "" } else { "s" };
        text.push_str(&format!(" = {} at {} point{s} per {amount}", earning.base, earning.earn_points));
        for (line, times, rules) in multiplied(earning) {
            text.push_str(&format!(", line {line} × {times} ({rules})"));
        }
        let rounding = match earning.rounding {
            PointRounding::Down => "rounded down",
            PointRounding::HalfUp => "rounded",
            PointRounding::Up => "rounded up",
        };
        text.push_str(&format!(", {rounding} to {}", earning.rounded));
    }
    for bonus in &earning.bonuses {
        text.push_str(&format!(", + {} ({})", bonus.points, bonus.rule));
    }
    if let Some(cap) = earning.cap {
        text.push_str(&format!(", no more than {cap}"));
    }
    text
}

fn earned_chinese(earning: &EarningExplanation) -> String {
    let mut text = format!("{} 积分", earning.points);
    if let Some(amount) = earning.earn_amount {
        text.push_str(&format!(" = {} 按每 {amount} 得 {} 积分", earning.base, earning.earn_points));
        for (line, times, rules) in multiplied(earning) {
            text.push_str(&format!("，第 {line} 行 × {times}（{rules}）"));
        }
        let rounding = match earning.rounding {
            PointRounding::Down => "舍去小数",
            PointRounding::HalfUp => "四舍五入",
            PointRounding::Up => "进位取整",
        };
        text.push_str(&format!("，{rounding}为 {}", earning.rounded));
    }
    for bonus in &earning.bonuses {
        text.push_str(&format!("，+ {}（{}）", bonus.points, bonus.rule));
    }
    if let Some(cap) = earning.cap {
        text.push_str(&format!("，上限 {cap}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::times;

    #[test]
    fn multipliers_read_well() {
        assert_eq!([times(2000), times(1500), times(50), times(0)], ["2", "1.5", "0.05", "0"]);
    }
}
