//! A form as one list of questions in the order in which they are asked, each with the groups
//! around it.

use crate::expr::Expr;
use crate::model::{Form, Group, Part, Question};

#[derive(Debug, Clone)]
pub struct Placed<'a> {
    pub question: &'a Question,
    /// The groups around it, the outermost first.
    pub groups: Vec<&'a Group>,
}

impl<'a> Placed<'a> {
    pub fn in_matter(&self) -> bool {
        self.groups.iter().any(|group| group.matter)
    }

    /// Everything that must hold for the question to be asked.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &'a Expr> + use<'a, '_> {
        self.groups
            .iter()
            .filter_map(|group| group.relevant.as_ref())
            .chain(self.question.relevant.as_ref())
    }

    /// The path of its node in the instance, from the root.
    pub(crate) fn path(&self) -> String {
        let mut path = String::from("/data");
        for group in &self.groups {
            path.push('/');
            path.push_str(group.name.as_str());
        }
        path.push('/');
        path.push_str(self.question.name.as_str());
        path
    }
}

impl Form {
    pub fn questions(&self) -> Vec<Placed<'_>> {
        let mut found = Vec::new();
        collect(&self.parts, &mut Vec::new(), &mut found);
        found
    }

    pub fn question(&self, name: &str) -> Option<Placed<'_>> {
        self.questions()
            .into_iter()
            .find(|placed| placed.question.name.as_str() == name)
    }
}

fn collect<'a>(parts: &'a [Part], around: &mut Vec<&'a Group>, found: &mut Vec<Placed<'a>>) {
    for part in parts {
        match part {
            Part::Question(question) => found.push(Placed {
                question,
                groups: around.clone(),
            }),
            Part::Group(group) => {
                around.push(group);
                collect(&group.parts, around, found);
                around.pop();
            }
        }
    }
}
