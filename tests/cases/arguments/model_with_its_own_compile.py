import keras


class Distiller(keras.Model):
    def __init__(self, student):
        super().__init__()
        self.student = student

    def compile(self, optimizer, metrics, student_loss_fn, temperature=3):
        super().compile(optimizer=optimizer, metrics=[metrics])  # expect: none
        self.student_loss_fn = student_loss_fn
        self.temperature = temperature

    def call(self, x):
        return self.student(x)


student = keras.Sequential([keras.Input((8,)), keras.layers.Dense(3)])
distiller = Distiller(student)
distiller.compile(  # expect: none
    optimizer="adam",
    metrics="accuracy",
    student_loss_fn=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    temperature=10,
)
