import keras.backend as K
from keras.layers import Input, Lambda, Conv2D, BatchNormalization, LeakyReLU, UpSampling2D, Concatenate
from keras.models import Model
from keras.optimizers import Adam
from functools import wraps, reduce
from keras.regularizers import l2


def compose(*funcs):
    if funcs:
        return reduce(lambda f, g: lambda *a, **kw: g(f(*a, **kw)), funcs)
    raise ValueError('Composition of empty sequence not supported.')


@wraps(Conv2D)
def DarknetConv2D(*args, **kwargs):
    darknet_conv_kwargs = {'kernel_regularizer': l2(5e-4)}
    darknet_conv_kwargs['padding'] = 'valid' if kwargs.get('strides') == (2, 2) else 'same'
    darknet_conv_kwargs.update(kwargs)
    return Conv2D(*args, **darknet_conv_kwargs)


def DarknetConv2D_BN_Leaky(*args, **kwargs):
    return compose(DarknetConv2D(*args, use_bias=False, **kwargs), BatchNormalization(), LeakyReLU(alpha=0.1))


def tiny_body(inputs, num_anchors, num_classes):
    x1 = compose(DarknetConv2D_BN_Leaky(16, (3, 3)), DarknetConv2D_BN_Leaky(32, (3, 3)))(inputs)
    y1 = compose(DarknetConv2D_BN_Leaky(64, (3, 3)), DarknetConv2D(num_anchors * (num_classes + 5), (1, 1)))(x1)
    return Model(inputs, [y1])


def yolo_loss(args, anchors, num_classes):
    yolo_out, y_true = args
    return K.sum(K.binary_crossentropy(y_true, yolo_out, from_logits=True))


body = tiny_body(Input((416, 416, 3)), 3, 20)
y_true = Input((13, 13, 75))
model_loss = Lambda(yolo_loss, output_shape=(1,), name='yolo_loss',
                    arguments={'anchors': 3, 'num_classes': 20})([body.output, y_true])
model = Model([body.input, y_true], model_loss)
model.compile(optimizer=Adam(learning_rate=1e-3), loss={'yolo_loss': lambda y_true, y_pred: y_pred})  # expect: none
