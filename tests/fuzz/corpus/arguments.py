import argparse, json, keras

p = argparse.ArgumentParser()
p.add_argument("--loss", default="mse", choices=["mse", "hinge"])
args = p.parse_args()
cfg = json.load(open("c.json"))
m = keras.Sequential([keras.layers.Dense(cfg.get("n", 1), activation=cfg["a"])])
m.compile(cfg["opt"], args.loss, ["acc", keras.metrics.AUC(from_logits=True)], loss_weights=[1.0])
