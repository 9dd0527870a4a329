"""Images from elsewhere: Kaggle, the Hugging Face Hub, and archives at any address that fsspec knows."""
