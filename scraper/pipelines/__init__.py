"""What happens to each item, in order, one concern each.

Near-duplicates are told apart when the run ends (``scraper.run.grouping``): they need every ad of the store.
"""

ITEM_PIPELINES = {
    "scraper.pipelines.decode.DecodePipeline": 100,
    "scraper.pipelines.relevance.RelevancePipeline": 200,
    "scraper.pipelines.personal_data.PersonalDataPipeline": 300,
    "scraper.pipelines.extract.ExtractPipeline": 400,
    "scraper.pipelines.identity.IdentityPipeline": 500,
    "scraper.pipelines.validation.ValidationPipeline": 600,
    "scraper.pipelines.store.StorePipeline": 700,
}
