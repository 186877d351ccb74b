"""What a page says of itself in its head: a block said twice, and descriptions from the page's own rows."""

import re

from django import template
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString

from metrics import descriptions

register = template.Library()

register.filter("metric_description", descriptions.metric_description)
register.filter("solution_description", descriptions.solution_description)
register.filter("solutions_description", descriptions.solutions_description)
register.filter("statistics_description", descriptions.statistics_description)
register.filter("publication_description", descriptions.publication_description)
register.filter("publications_description", descriptions.publications_description)


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> str:
    """Render a block of the page once more: `{% again "title" %}`; templates can define one only once."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    # What a block renders is escaped already.
    return SafeString(re.sub("[ \n\t]+", " ", block.render(context)).strip(" "))
