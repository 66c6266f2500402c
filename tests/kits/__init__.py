"""What tests build with: sessions, results, commands, golden files."""
