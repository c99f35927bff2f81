//! Codes of customers.

use super::{
    ReferralCode, ReferralProgram,
    define::PLACE,
    rows::{self, CodeOf, ReferralFact, ShownReferralCode},
};
use crate::{
    customer::{CustomerRef, record_for},
    error::{Error, Result},
    id::CustomerId,
    identity,
    scope::{Keyed, Tx, look::get},
    text,
};

/// Eight letters: 40 bits. A code is no secret, it only must not be guessed by chance.
pub(super) struct Code(text::Code<8>);

impl Code {
    /// Reads a code as somebody typed it.
    pub(super) fn read(text: &str) -> Result<Self> {
        text::Code::read(text).map(Self)
    }

    /// What it is looked up by.
    pub(super) fn hash(&self, keyed: &Keyed) -> [u8; 16] {
        keyed.hash("referral_code", &[self.0.letters()])
    }

    /// A code that nobody has.
    fn fresh(tx: &Tx<'_>) -> Result<Self> {
        loop {
            let mut bytes = [0; 8];
            tx.engine.ids.fill(&mut bytes);
            let code = Self(text::Code::from_number(u64::from_le_bytes(bytes)));
            if get::<CodeOf>(tx.rows(), &code.hash(&tx.engine.keyed))?.is_none() {
                return Ok(code);
            }
        }
    }
}

/// See [`Referrals::code`](super::Referrals::code).
pub(super) fn code(tx: &mut Tx<'_>, customer: &CustomerRef, program: Option<&str>) -> Result<ReferralCode> {
    let program = rows::named(tx.rows(), program)?;
    let booked = record_for(tx, customer)?;
    let customer = booked.customer.ok_or_else(Error::deleted)?;
    // Of several records that were joined any has it.
    for record in identity::rows::records_of(tx.rows(), customer)? {
        if let Some(ShownReferralCode(code)) = get(tx.rows(), &rows::code_key(record, &program.name))? {
            return Ok(shown(&program, customer, code));
        }
    }
    let code = Code::fresh(tx)?;
    let hash = code.hash(&tx.engine.keyed);
    let of = CodeOf { record: booked.id, program: program.name.clone() };
    let fact = ReferralFact::CodeGiven { recorded: tx.now, program: of.program.clone(), code: hash.into() };
    rows::append(tx, booked.id, &fact)?;
    tx.put(rows::code_key(booked.id, &program.name), &ShownReferralCode(code.0.shown()))?;
    tx.put(hash.to_vec(), &of)?;
    Ok(shown(&program, customer, code.0.shown()))
}

fn shown(program: &ReferralProgram, customer_id: CustomerId, code: String) -> ReferralCode {
    let link = program.terms.link.as_ref().map(|link| link.replace(PLACE, &code));
    ReferralCode { program: program.name.clone(), customer_id, code, link }
}
