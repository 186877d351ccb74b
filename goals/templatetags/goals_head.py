"""What the pages of plans and goals say of themselves in their heads."""

from django import template

from goals import descriptions

register = template.Library()

register.filter("plan_description", descriptions.plan_description)
register.filter("goal_description", descriptions.goal_description)
