import keras, sys


async def main(a, /, *b, c=1, **d):
    match a:
        case {"loss": str(loss), **rest} if rest:
            pass
        case [1 | 2 as x, *_]:
            loss = f"{x!r:>{c}}"
        case _:
            loss = "mse"
    try:
        while (n := len(b)) > 1 < 3:
            del b[0]
        else:
            global g
    except (KeyError, ValueError) as e:
        raise e from None
    finally:
        m = keras.Sequential([keras.layers.Dense(n, name=w) for w in b if w])
    with open("f") as f, f:
        m.compile(loss=loss or (yield))
