//! Which matters lie on the table of an estate: those of its compound, and no neighbour's.

use huiyin_compounds::demo;
use huiyin_compounds::model::register::NameKind;
use huiyin_compounds::model::table::{MatterFacts, Month};
use huiyin_compounds::ops::{By, register, table};
use huiyin_db::on_both_databases;
use huiyin_kernel::{Id, Said};
use huiyin_matters::model::{Act, Actor, Area as Within, Post, Role, Scope, Source};
use huiyin_matters::ops::{self as matters, Extra, Intake};
use huiyin_matters::store::Placed;
use huiyin_registry::{Area, AreaKind, areas};

use crate::house::{House, MIGRATIONS};

/// An estate, with the community and the compound that it lies in.
struct Place {
    estate: Id,
    name: String,
    community: Area,
    compound: Area,
}

async fn place(house: &House) -> Place {
    let mut tx = house.compounds.site.db.read().await.unwrap();
    let estate = register::estate(&mut tx, demo::estates()[3]).await.unwrap();
    let above = areas::above(&mut tx, &estate.area_path).await.unwrap();
    let of = |kind: AreaKind| above.iter().find(|it| it.kind == kind).cloned().unwrap();
    Place {
        estate: estate.id,
        name: estate.name,
        community: of(AreaKind::Community),
        compound: of(AreaKind::Compound),
    }
}

/// A compound beside it whose name begins with the whole name of the first.
async fn neighbour(house: &House, here: &Place) -> Area {
    let code = format!("{}N", here.compound.code);
    let area = Area {
        id: house.compounds.site.new_id(),
        kind: AreaKind::Compound,
        parent_id: Some(here.community.id),
        path: here.community.path_of_child(&code),
        name: Said::new(format!("{}东苑", here.compound.name.zh), ""),
        point: None,
        active: true,
        code,
    };
    let mut tx = house.compounds.site.db.write().await.unwrap();
    areas::insert(&mut tx, &area).await.unwrap();
    tx.commit().await.unwrap();
    area
}

async fn report(house: &House, here: &Place, compound: Option<Id>, text: &str) -> Id {
    let site = &house.compounds.site;
    let post = Post {
        role: Role::Clerk,
        scope: Scope::Community(here.community.id),
    };
    let actor = Actor::staff(demo::account("clerk"), vec![post]);
    let intake = Intake {
        area: Within {
            street_id: here.community.parent_id,
            community_id: Some(here.community.id),
            compound_id: compound,
        },
        place: Placed {
            public: text.to_owned(),
            text: text.to_owned(),
            point: None,
        },
        ..Intake::of_text(site.new_id(), Source::Meeting, "楼道的灯不亮")
    };
    let mut tx = site.db.write().await.unwrap();
    let now = site.now();
    let receipt = matters::report_within(&house.compounds.matters, &mut tx, intake, &actor, now);
    let receipt = receipt.await.unwrap();
    tx.commit().await.unwrap();
    receipt.matter
}

async fn on_the_table(house: &House, here: &Place) -> MatterFacts {
    let site = &house.compounds.site;
    let mut tx = site.db.read().await.unwrap();
    let estate = register::estate(&mut tx, here.estate).await.unwrap();
    let now = site.now();
    let facts = table::facts(&mut tx, &estate, Month::of(now.date()), now);
    facts.await.unwrap().matters.unwrap()
}

on_both_databases! { MIGRATIONS;
    async fn a_matter_that_was_withdrawn_is_not_open(db: Db) {
        let house = House::with_demo(&db).await;
        let here = place(&house).await;
        let before = on_the_table(&house, &here).await;
        let matter = report(&house, &here, Some(here.compound.id), &here.name).await;
        let open = on_the_table(&house, &here).await;
        assert_eq!((open.received, open.open), (before.received + 1, before.open + 1));
        let withdraw = Act::Withdraw { reason: "灯修好了".to_owned() };
        let reporter = Actor::reporter(matter);
        let slice = &house.compounds.matters;
        matters::act(slice, matter, &reporter, withdraw, Extra::default()).await.unwrap();
        let after = on_the_table(&house, &here).await;
        assert_eq!((after.received, after.open), (before.received + 1, before.open));
    }

    async fn two_names_that_begin_the_same_are_two_compounds(db: Db) {
        let house = House::with_demo(&db).await;
        let here = place(&house).await;
        let beside = neighbour(&house, &here).await;
        let before = on_the_table(&house, &here).await.received;
        // The neighbour's, by its id and by its name alone.
        report(&house, &here, Some(beside.id), &beside.name.zh).await;
        report(&house, &here, None, &beside.name.zh).await;
        assert_eq!(on_the_table(&house, &here).await.received, before);
        // Its own, by its id whatever the place says, and by its name alone.
        report(&house, &here, Some(here.compound.id), "东门口").await;
        assert_eq!(on_the_table(&house, &here).await.received, before + 1);
        report(&house, &here, None, &format!("{}3栋", here.name)).await;
        assert_eq!(on_the_table(&house, &here).await.received, before + 2);
        // Once it is decided that the neighbour is a phase of this estate, both of its come along.
        let mut tx = db.write().await.unwrap();
        let estate = register::estate(&mut tx, here.estate).await.unwrap();
        let by = By::everywhere(demo::account("clerk"));
        let which = (estate.id, estate.version);
        let name = (beside.name.zh.as_str(), NameKind::Phase, "同一个物业管理区域");
        let site = &house.compounds.site;
        register::decide_name(&mut tx, site, &by, which, name).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(on_the_table(&house, &here).await.received, before + 4);
    }
}
