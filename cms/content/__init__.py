"""The portal's own texts, as shipped: read by `cms.services.load_content`, then edited by the agency in Wagtail."""
