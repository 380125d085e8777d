import tensorflow as tf
from tensorflow import keras


class Distiller(keras.Model):
    def __init__(self, student, teacher):
        super().__init__()
        self.teacher = teacher
        self.student = student

    def compile(self, optimizer, metrics, student_loss_fn, distillation_loss_fn, alpha=0.1, temperature=3):
        super().compile(optimizer=optimizer, metrics=metrics)  # expect: none
        self.student_loss_fn = student_loss_fn
        self.distillation_loss_fn = distillation_loss_fn
        self.alpha = alpha
        self.temperature = temperature

    def train_step(self, data):
        x, y = data
        teacher_predictions = self.teacher(x, training=False)
        with tf.GradientTape() as tape:
            student_predictions = self.student(x, training=True)
            student_loss = self.student_loss_fn(y, student_predictions)
            soft = tf.nn.softmax(teacher_predictions / self.temperature, axis=1)
            dist = self.distillation_loss_fn(soft, tf.nn.softmax(student_predictions / self.temperature, axis=1))
            loss = self.alpha * student_loss + (1 - self.alpha) * dist
        grads = tape.gradient(loss, self.student.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.student.trainable_variables))
        self.compiled_metrics.update_state(y, student_predictions)
        return {m.name: m.result() for m in self.metrics}


def make(width):
    return keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Conv2D(width, 3, strides=2), keras.layers.Flatten(),
                             keras.layers.Dense(10)])


teacher, student = make(256), make(16)
teacher.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),  # expect: none
                metrics=[keras.metrics.SparseCategoricalAccuracy()])
distiller = Distiller(student=student, teacher=teacher)
distiller.compile(optimizer="adam", metrics=[keras.metrics.SparseCategoricalAccuracy()],  # expect: none
                  student_loss_fn=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  distillation_loss_fn=keras.losses.KLDivergence(), alpha=0.1, temperature=10)
scratch = keras.models.clone_model(student)
scratch.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy())  # expect: CL302
