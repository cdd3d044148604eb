"""What a disclosure states: files, tables, facts, codes, money, findings, the engagement, the exports."""
