"""Speed and memory as ratios against a named peer or limit in the same run; never a test."""
