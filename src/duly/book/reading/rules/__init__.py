"""What can be wrong with a row whose cells are all right, table by table?"""
