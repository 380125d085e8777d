"""Programs run on real Keras, and what each rule claims that Keras makes of them."""
