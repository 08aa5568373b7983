"""What do forecasts and their tests say, as the JSON that pages and programs read?"""
