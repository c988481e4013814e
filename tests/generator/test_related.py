"""What to read next, and why."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.catalog import Catalog
from catalog.models import Resource, Topic
from generator.related import relate


def resource(name: str, **fields) -> Resource:
    base = {"id": name, "title": name, "publisher": "inconnu", "published": 2012, "kind": "article", "summary": "S"}
    return Resource.model_validate({**base, "topics": ["t"], **fields})


def catalog(*resources: Resource) -> Catalog:
    topics = {name: Topic.model_validate({"id": name, "label": name.upper(), "description": "D"}) for name in "tuvw"}
    return Catalog(resources={work.id: work for work in resources}, topics=topics)


def test_the_nearest_comes_first_with_its_reason():
    found = relate(
        catalog(
            resource("a", topics=["t"], author="Ada"),
            resource("b", topics=["u"], people=["ADA"]),
            resource("c", topics=["t"]),
            resource("d", topics=["v"], kind="essai"),
        )
    )
    assert [(item.work.id, item.reason) for item in found["a"]] == [("b", "même personne"), ("c", "même thème : t")]
    assert found["d"] == [], "nothing in common is no reason to read"


def test_among_equals_the_nearest_in_time_comes_first():
    found = relate(catalog(*(resource(f"r{year}", published=year) for year in (2010, 2014, 2018, 2019, 2020, 2021))))
    assert [item.work.id for item in found["r2019"]] == ["r2018", "r2020", "r2021", "r2014"]


@given(st.lists(st.sets(st.sampled_from("tuvw"), min_size=1), min_size=1, max_size=9))
def test_at_least_three_whenever_three_others_share_a_theme(themes):
    works = [resource(f"r{index}", topics=sorted(topics)) for index, topics in enumerate(themes)]
    found = relate(catalog(*works))
    for work in works:
        others = [other for other in works if other.id != work.id]
        sharing = max(sum(topic in other.topics for other in others) for topic in work.topics)
        names = [item.work.id for item in found[work.id]]
        assert len(names) >= min(3, sharing)
        assert work.id not in names
        assert len(set(names)) == len(names)
        assert all(item.reason for item in found[work.id])
