//! The walk through the review queue: each pair side by side, one letter decides.

use std::io::{self, BufRead as _};

use clap::Args;
use guanxi::{
    Customer, CustomerRef, Duplicates, Result, Review, ReviewPage, ReviewQuery, Verdict,
    progress::CancelToken,
};
use serde::Serialize;

use super::shown::evidence;
use crate::{
    answer::Answer,
    args::Page,
    context::Context,
    output::Show,
    progress::Bar,
    text::{Text, number, percent, text_of},
};

/// Walk through the pairs that may be one person, and decide
///
/// Reads letters from standard input, a line each: m (match), n (not the same), l (later), s (skip), q (quit).
#[derive(Debug, Args)]
pub(crate) struct Command {
    /// The pairs that were put off
    #[arg(long)]
    later: bool,
    /// Take the queue as the last run left it, in place of looking at all records first
    #[arg(long)]
    as_it_is: bool,
    #[command(flatten)]
    page: Page,
}

impl Command {
    pub(super) fn run(self, context: &Context, duplicates: &Duplicates) -> Result<()> {
        if !self.as_it_is {
            let bar = Bar::rows("comparing", context.out.json);
            // Ctrl-C ends it, as it does while it asks: what is written is whole.
            duplicates.run(Some(false), Some(bar.listener()), CancelToken::new())?;
        }
        let mut query = ReviewQuery::default();
        (query.later, query.page) = (self.later, self.page.into());
        if context.out.json {
            return context.out.answer(&duplicates.reviews(query)?);
        }
        let done = Walk { context, duplicates, done: Done::default() }.through(query)?;
        context.out.answer(&done)
    }
}

/// What a walk did.
#[derive(Default, Serialize)]
struct Done {
    merged: u64,
    apart: u64,
    later: u64,
    skipped: u64,
}

struct Walk<'a> {
    context: &'a Context,
    duplicates: &'a Duplicates,
    done: Done,
}

impl Walk<'_> {
    fn through(mut self, mut query: ReviewQuery) -> Result<Done> {
        let mut lines = io::stdin().lock().lines();
        loop {
            let ReviewPage { items, next_cursor, .. } = self.duplicates.reviews(query.clone())?;
            for review in &items {
                if self.is_settled(review)? {
                    continue; // an answer about another pair settled it
                }
                self.context.out.answer(&Question(review))?;
                let verdict = match Answer::read(&mut lines)? {
                    Answer::Quit => return Ok(self.done),
                    Answer::Skip => {
                        self.done.skipped += 1;
                        continue;
                    }
                    Answer::Match => Verdict::Match,
                    Answer::NotTheSame => Verdict::NotTheSame,
                    Answer::Later => Verdict::Later,
                };
                self.decide(review, verdict)?;
            }
            if next_cursor.is_none() {
                return Ok(self.done);
            }
            query.page.cursor = next_cursor;
        }
    }

    fn is_settled(&self, review: &Review) -> Result<bool> {
        if self.done.merged == 0 {
            return Ok(false);
        }
        let links = |customer: &Customer| self.duplicates.explain_customer(CustomerRef::Id(customer.id));
        Ok(links(&review.customer)?.customer_id == links(&review.other)?.customer_id)
    }

    fn decide(&mut self, review: &Review, verdict: Verdict) -> Result<()> {
        let (customer, other) = (CustomerRef::Id(review.customer.id), CustomerRef::Id(review.other.id));
        self.duplicates.decide(customer, other, verdict)?;
        match verdict {
            Verdict::Match => self.done.merged += 1,
            Verdict::NotTheSame => self.done.apart += 1,
            _ => self.done.later += 1,
        }
        Ok(())
    }
}

/// A pair, and what to say.
#[derive(Serialize)]
struct Question<'a>(&'a Review);

impl Show for Question<'_> {
    fn show(&self, text: &mut Text) {
        let Review { customer, other, explanation, .. } = self.0;
        text.heading(format_args!("One person? {}", percent(explanation.probability_ppm)));
        let rows = facts(customer).into_iter().zip(facts(other));
        let rows = rows.filter(|((_, a), (_, b))| !(a.is_empty() && b.is_empty()));
        text.table(
            ["", "the one", "the other"],
            &[],
            rows.map(|((what, a), (_, b))| [what.to_owned(), a, b]),
        );
        text.blank();
        evidence(text, explanation);
        text.remark("m match · n not the same · l later · s skip · q quit");
    }
}

fn facts(customer: &Customer) -> Vec<(&'static str, String)> {
    let text = |value: Option<String>| value.unwrap_or_default();
    vec![
        ("customer", customer.id.to_string()),
        ("name", text(customer.display_name())),
        ("e-mail", text(text_of(customer.email.as_ref()))),
        ("phone", text(text_of(customer.phone.as_ref()))),
        ("birth date", text(text_of(customer.birth_date.as_ref()))),
        ("gender", text(customer.gender.clone())),
        ("address", text(text_of(customer.address.as_ref()))),
        ("records", format!("{} from {}", number(customer.records), customer.sources.join(", "))),
    ]
}

impl Show for ReviewPage {
    fn show(&self, text: &mut Text) {
        self.items.iter().for_each(|review| Question(review).show(text));
    }
}

impl Show for Done {
    fn show(&self, text: &mut Text) {
        text.pairs([
            ("merged", Some(number(self.merged))),
            ("not the same", Some(number(self.apart))),
            ("later", Some(number(self.later))),
            ("skipped", Some(number(self.skipped))),
        ]);
    }
}
