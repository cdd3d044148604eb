"""What a disclosure says: files, tables, facts, codes, money, findings, the engagement, the exports."""
