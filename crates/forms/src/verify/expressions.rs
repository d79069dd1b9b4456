//! What conditions look at: only questions that stand before, and only in a way that makes sense
//! for their kind. A typing error in a choice is found here and not at a door.

use crate::expr::{Comparison, Expr, Operand, Ref};
use crate::fault::{FormFault, Misfit};
use crate::model::{Form, Group, Kind, Part, Question};

pub(super) fn verify(form: &Form) -> Vec<Misfit> {
    let mut judge = Judge {
        form,
        before: Vec::new(),
        misfits: Vec::new(),
    };
    judge.parts(&form.parts, false);
    judge.misfits
}

struct Judge<'a> {
    form: &'a Form,
    /// The questions that stand before, and whether they are asked anew for each matter.
    before: Vec<(&'a Question, bool)>,
    misfits: Vec<Misfit>,
}

impl<'a> Judge<'a> {
    fn parts(&mut self, parts: &'a [Part], in_matter: bool) {
        for part in parts {
            match part {
                Part::Question(question) => self.question(question, in_matter),
                Part::Group(group) => self.group(group, in_matter),
            }
        }
    }

    fn group(&mut self, group: &'a Group, in_matter: bool) {
        if let Some(expr) = &group.relevant {
            // The group of a matter is opened from outside of it.
            self.expr(group.name.as_str(), "relevant", expr, (None, in_matter));
        }
        self.parts(&group.parts, in_matter || group.matter);
    }

    fn question(&mut self, question: &'a Question, in_matter: bool) {
        let at = question.name.as_str();
        if let Some(expr) = &question.relevant {
            self.expr(at, "relevant", expr, (None, in_matter));
        }
        if let Some(expr) = &question.constraint {
            self.expr(at, "constraint", expr, (Some(question), in_matter));
        }
        self.before.push((question, in_matter));
    }

    fn expr(
        &mut self,
        at: &str,
        column: &'static str,
        expr: &Expr,
        here: (Option<&Question>, bool),
    ) {
        let faults: Vec<FormFault> = expr
            .leaves()
            .into_iter()
            .filter_map(|leaf| self.leaf(leaf, here).err())
            .collect();
        self.misfits.extend(faults.into_iter().map(|fault| Misfit {
            at: at.to_owned(),
            column,
            fault,
        }));
    }

    fn leaf(&self, leaf: &Expr, here: (Option<&Question>, bool)) -> Result<(), FormFault> {
        match leaf {
            Expr::Compare { left, by, right } => self.comparison((left, *by, right), here),
            Expr::Selected { of, choice } => {
                let question = self.find(of, here)?;
                self.is_choice(question, choice)
            }
            Expr::Regex { of, .. } => {
                let question = self.find(of, here)?;
                let fits = matches!(question.kind, Kind::Text);
                fits.then_some(())
                    .ok_or_else(|| FormFault::Comparison("regex()".to_owned()))
            }
            Expr::Or(_) | Expr::And(_) | Expr::Not(_) | Expr::Truth(_) => Ok(()),
        }
    }

    fn find<'q>(
        &'q self,
        of: &Ref,
        (here, in_matter): (Option<&'q Question>, bool),
    ) -> Result<&'q Question, FormFault> {
        match of {
            Ref::Here => here.ok_or(FormFault::HereOutside),
            Ref::Named(name) => {
                let (question, inside) = self
                    .before
                    .iter()
                    .find(|(question, _)| question.name == *name)
                    .ok_or_else(|| FormFault::NotBefore(name.to_string()))?;
                if *inside && !in_matter {
                    return Err(FormFault::InsideMatter(name.to_string()));
                }
                Ok(question)
            }
        }
    }

    fn is_choice(&self, question: &Question, choice: &str) -> Result<(), FormFault> {
        let list = question
            .kind
            .list()
            .ok_or_else(|| FormFault::Comparison(question.name.to_string()))?;
        let known = self
            .form
            .choices(list)
            .iter()
            .any(|known| known.name.as_str() == choice);
        known
            .then_some(())
            .ok_or_else(|| FormFault::Choice(choice.to_owned()))
    }

    fn comparison(
        &self,
        (left, by, right): (&Operand, Comparison, &Operand),
        here: (Option<&Question>, bool),
    ) -> Result<(), FormFault> {
        for (side, other) in [(left, right), (right, left)] {
            let Some(of) = side.refers_to() else {
                continue;
            };
            let question = self.find(of, here)?;
            let wrong = || Err(FormFault::Comparison(question.name.to_string()));
            match side {
                Operand::Length(_) if question.kind != Kind::Text => return wrong(),
                Operand::CountSelected(_) if !matches!(question.kind, Kind::SelectMultiple(_)) => {
                    return wrong();
                }
                Operand::Ref(_) => self.plain(question, by, other)?,
                _ => {}
            }
            if matches!(side, Operand::Length(_) | Operand::CountSelected(_))
                && matches!(other, Operand::Text(_))
            {
                return wrong();
            }
        }
        let says_something = left.refers_to().is_some() || right.refers_to().is_some();
        says_something
            .then_some(())
            .ok_or_else(|| FormFault::Comparison(by.sign().to_owned()))
    }

    /// An answer beside a sign of comparison and what stands on its other side.
    fn plain(&self, question: &Question, by: Comparison, other: &Operand) -> Result<(), FormFault> {
        let wrong = || Err(FormFault::Comparison(question.name.to_string()));
        let is_empty = matches!(other, Operand::Text(text) if text.is_empty());
        if is_empty && !by.is_of_order() {
            return Ok(());
        }
        match (&question.kind, other) {
            (Kind::Integer | Kind::Decimal, Operand::Text(_)) => wrong(),
            (Kind::Integer | Kind::Decimal, _) => Ok(()),
            // Days and times have no order in XPath; what has one is a number.
            _ if by.is_of_order() => wrong(),
            (Kind::SelectOne(_), Operand::Text(choice)) => self.is_choice(question, choice),
            (Kind::Text | Kind::Date | Kind::Time, Operand::Text(_))
            | (Kind::Text | Kind::SelectOne(_), Operand::Ref(_)) => Ok(()),
            _ => wrong(),
        }
    }
}
