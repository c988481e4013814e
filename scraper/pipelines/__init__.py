"""What happens to each item, in order, one concern each.

Near-duplicates are told apart when the run ends (``scraper.run.grouping``): they need every ad of the store.
"""

from __future__ import annotations

from typing import Any

from scrapy.pipelines import ItemPipelineManager

ITEM_PIPELINES = {
    "scraper.pipelines.decode.DecodePipeline": 100,
    "scraper.pipelines.relevance.RelevancePipeline": 200,
    "scraper.pipelines.personal_data.PersonalDataPipeline": 300,
    "scraper.pipelines.extract.ExtractPipeline": 400,
    "scraper.pipelines.identity.IdentityPipeline": 500,
    "scraper.pipelines.validation.ValidationPipeline": 600,
    "scraper.pipelines.store.StorePipeline": 700,
}


class Pipelines(ItemPipelineManager):
    """For ``ITEM_PROCESSOR``: one after the other, at once. None of ours waits for anything, so that none need be
    awaited, which costs as much as what most of them do."""

    async def process_item_async(self, item: Any) -> Any:
        for process in self.methods["process_item"]:
            item = process(item)  # type: ignore[misc]
        return item
