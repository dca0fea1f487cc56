"""What the tests of the built site share: sites to build, and ways to look at their pages."""
