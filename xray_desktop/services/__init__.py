"""Long work without Qt: walking a study, thumbnails, analysis; cancellation and bounded queues."""
