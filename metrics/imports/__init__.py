"""How a spreadsheet enters: read under guard, understood without guessing, judged, and stored all or not at all."""
