<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU">
    <context>
        <name>Actions</name>
        <message>
            <source>Undo</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Повторить</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Создать</translation>
        </message>
        <message>
            <source>Open project…</source>
            <translation>Открыть проект…</translation>
        </message>
        <message>
            <source>Open TensorFlow Playground link…</source>
            <translation>Открыть ссылку TensorFlow Playground…</translation>
        </message>
        <message>
            <source>Presets and recent…</source>
            <translation>Примеры и недавние…</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сохранить</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>Сохранить как…</translation>
        </message>
        <message>
            <source>Copy TensorFlow Playground link</source>
            <translation>Копировать ссылку TensorFlow Playground</translation>
        </message>
        <message>
            <source>Save picture of the window…</source>
            <translation>Сохранить снимок окна…</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Выйти</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>Дублировать</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Удалить</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>Выделить всё</translation>
        </message>
        <message>
            <source>Add layer…</source>
            <translation>Добавить слой…</translation>
        </message>
        <message>
            <source>Arrange</source>
            <translation>Упорядочить</translation>
        </message>
        <message>
            <source>Apply first fix</source>
            <translation>Исправить первую проблему</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Пуск</translation>
        </message>
        <message>
            <source>Train one batch</source>
            <translation>Шаг на один пакет</translation>
        </message>
        <message>
            <source>Train one epoch</source>
            <translation>Шаг на одну эпоху</translation>
        </message>
        <message>
            <source>Reset to the same weights</source>
            <translation>Сбросить к тем же весам</translation>
        </message>
        <message>
            <source>Start from new weights</source>
            <translation>Начать с новых весов</translation>
        </message>
        <message>
            <source>Slower</source>
            <translation>Медленнее</translation>
        </message>
        <message>
            <source>Faster</source>
            <translation>Быстрее</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>Вписать</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>Блоки</translation>
        </message>
        <message>
            <source>Cards</source>
            <translation>Карточки</translation>
        </message>
        <message>
            <source>Test data</source>
            <translation>Тестовые данные</translation>
        </message>
        <message>
            <source>Discretize</source>
            <translation>Дискретный выход</translation>
        </message>
        <message>
            <source>Data and layers</source>
            <translation>Данные и слои</translation>
        </message>
        <message>
            <source>Output and inspector</source>
            <translation>Выход и инспектор</translation>
        </message>
        <message>
            <source>Code and problems</source>
            <translation>Код и проблемы</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Тёмная</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Светлая</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Как в системе</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Сочетания клавиш</translation>
        </message>
        <message>
            <source>About NN Playground</source>
            <translation>О программе NN Playground</translation>
        </message>
    </context>
    <context>
        <name>Announcer</name>
        <message>
            <source>Lower the rate and start again</source>
            <translation>Снизить скорость и начать снова</translation>
        </message>
        <message>
            <source>Something unexpected happened: {what}. Your experiment is safe; save it and go on.</source>
            <translation>Непредвиденная ошибка: {what}. Эксперимент цел; сохраните его и продолжайте.</translation>
        </message>
    </context>
    <context>
        <name>BottomPanel</name>
        <message>
            <source>Code of the experiment</source>
            <translation>Код эксперимента</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Код</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Проблемы</translation>
        </message>
        <message>
            <source>Kind of code</source>
            <translation>Вид кода</translation>
        </message>
        <message>
            <source>Copy code</source>
            <translation>Копировать код</translation>
        </message>
        <message>
            <source>Fix all</source>
            <translation>Исправить все</translation>
        </message>
        <message>
            <source>Fix all problems</source>
            <translation>Исправление всех проблем</translation>
        </message>
    </context>
    <context>
        <name>BoundaryPlot</name>
        <message>
            <source>Output of the network over the plane</source>
            <translation>Выход сети на плоскости</translation>
        </message>
    </context>
    <context>
        <name>Callout</name>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
    </context>
    <context>
        <name>Canvas</name>
        <message>
            <source>Arrange nodes</source>
            <translation>Упорядочить узлы</translation>
        </message>
    </context>
    <context>
        <name>CanvasView</name>
        <message>
            <source>Network</source>
            <translation>Сеть</translation>
        </message>
        <message>
            <source>{nodes} selected</source>
            <translation>Выделено: {nodes}</translation>
        </message>
        <message>
            <source>Nothing selected</source>
            <translation>Ничего не выделено</translation>
        </message>
        <message>
            <source>A wire leads from an output to an input; this is an output too.</source>
            <translation>Связь ведёт от выхода ко входу; это тоже выход.</translation>
        </message>
        <message>
            <source>A wire leads from an output to an input; this is an input too.</source>
            <translation>Связь ведёт от выхода ко входу; это тоже вход.</translation>
        </message>
    </context>
    <context>
        <name>Caption</name>
        <message>
            <source>{count} parameters in 1 layer</source>
            <translation>Параметров: {count}, слоёв: 1</translation>
        </message>
        <message numerus="yes">
            <source>{count} parameters in %n layers</source>
            <translation>
                <numerusform>{count} параметров в %n слое</numerusform>
                <numerusform>{count} параметров в %n слоях</numerusform>
                <numerusform>{count} параметров в %n слоях</numerusform>
            </translation>
        </message>
        <message>
            <source>1 problem stops training</source>
            <translation>1 проблема мешает обучению</translation>
        </message>
        <message numerus="yes">
            <source>%n problems stop training</source>
            <translation>
                <numerusform>%n ошибка мешает обучению</numerusform>
                <numerusform>%n ошибки мешают обучению</numerusform>
                <numerusform>%n ошибок мешают обучению</numerusform>
            </translation>
        </message>
        <message>
            <source>1 warning</source>
            <translation>1 предупреждение</translation>
        </message>
        <message numerus="yes">
            <source>%n warnings</source>
            <translation>
                <numerusform>%n предупреждение</numerusform>
                <numerusform>%n предупреждения</numerusform>
                <numerusform>%n предупреждений</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Card</name>
        <message>
            <source>penalty {value}</source>
            <translation>штраф {value}</translation>
        </message>
        <message>
            <source>train</source>
            <translation>обуч.</translation>
        </message>
        <message>
            <source>waits for a shape</source>
            <translation>ждёт форму</translation>
        </message>
        <message>
            <source>no shape</source>
            <translation>нет формы</translation>
        </message>
        <message>
            <source>skipped in training</source>
            <translation>не участвует в обучении</translation>
        </message>
        <message>
            <source>frozen</source>
            <translation>заморожен</translation>
        </message>
        <message>
            <source>no penalty</source>
            <translation>без штрафа</translation>
        </message>
        <message>
            <source>no weights</source>
            <translation>нет весов</translation>
        </message>
        <message>
            <source>{count} params</source>
            <translation>весов: {count}</translation>
        </message>
        <message>
            <source>Waits for a shape</source>
            <translation>Ждёт форму</translation>
        </message>
        <message>
            <source>2-D point</source>
            <translation>Точка плоскости</translation>
        </message>
        <message>
            <source>Point on a line</source>
            <translation>Точка прямой</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Картинка</translation>
        </message>
        <message>
            <source>Table row</source>
            <translation>Строка таблицы</translation>
        </message>
        <message>
            <source>Gets</source>
            <translation>Получает</translation>
        </message>
        <message>
            <source>No input</source>
            <translation>Нет входа</translation>
        </message>
        <message>
            <source>Output unknown</source>
            <translation>Выход неизвестен</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Выход</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>Вход</translation>
        </message>
    </context>
    <context>
        <name>ColorBar</name>
        <message>
            <source>Colour scale from {low} to {high}</source>
            <translation>Цветовая шкала от {low} до {high}</translation>
        </message>
    </context>
    <context>
        <name>ConfusionMatrix</name>
        <message>
            <source>Confusion matrix of the test data</source>
            <translation>Матрица ошибок на тестовых данных</translation>
        </message>
        <message>
            <source>Predictions appear when training starts.</source>
            <translation>Предсказания появятся с началом обучения.</translation>
        </message>
        <message>
            <source>Row: true class. Column: prediction.</source>
            <translation>Строка: истинный класс. Столбец: предсказание.</translation>
        </message>
        <message>
            <source>{count} of {total} samples of “{true}” read as “{predicted}”</source>
            <translation>Примеры класса «{true}», принятые за «{predicted}»: {count} из {total}</translation>
        </message>
    </context>
    <context>
        <name>DataPanel</name>
        <message>
            <source>Data</source>
            <translation>Данные</translation>
        </message>
        <message>
            <source>More data settings</source>
            <translation>Другие настройки данных</translation>
        </message>
        <message>
            <source>2-D classification</source>
            <translation>2D-классификация</translation>
        </message>
        <message>
            <source>2-D regression</source>
            <translation>2D-регрессия</translation>
        </message>
        <message>
            <source>Curve</source>
            <translation>Кривая</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Таблица</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Изображения</translation>
        </message>
        <message>
            <source>Kind of data</source>
            <translation>Вид данных</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Разбиение</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>Шум</translation>
        </message>
        <message>
            <source>Seed of the data</source>
            <translation>Зерно данных</translation>
        </message>
        <message>
            <source>Regenerate</source>
            <translation>Обновить</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Зерно</translation>
        </message>
        <message>
            <source>Standardize features</source>
            <translation>Стандартизация признаков</translation>
        </message>
        <message>
            <source>Every feature becomes (x − mean) / standard deviation of the training part.</source>
            <translation>Каждый признак становится (x − среднее) / стандартное отклонение обучающей части.</translation>
        </message>
        <message>
            <source>Change data set</source>
            <translation>Изменение набора данных</translation>
        </message>
        <message>
            <source>Change features</source>
            <translation>Изменение признаков</translation>
        </message>
        <message>
            <source>Change split</source>
            <translation>Изменение разбиения</translation>
        </message>
        <message>
            <source>Change noise</source>
            <translation>Изменение шума</translation>
        </message>
        <message>
            <source>Change data options</source>
            <translation>Изменение параметров данных</translation>
        </message>
        <message>
            <source>Leave features as they are</source>
            <translation>Отключение стандартизации</translation>
        </message>
        <message>
            <source>Change seed</source>
            <translation>Изменение зерна</translation>
        </message>
        <message>
            <source>Regenerate data</source>
            <translation>Обновление данных</translation>
        </message>
        <message>
            <source>Show all features</source>
            <translation>Показать все признаки</translation>
        </message>
        <message>
            <source>Choose the usual features</source>
            <translation>Обычный набор признаков</translation>
        </message>
        <message>
            <source>Reset data options</source>
            <translation>Сброс параметров данных</translation>
        </message>
    </context>
    <context>
        <name>DeviceChip</name>
        <message>
            <source>Device</source>
            <translation>Устройство</translation>
        </message>
    </context>
    <context>
        <name>Editor</name>
        <message>
            <source>Move {node}</source>
            <translation>Перемещение «{node}»</translation>
        </message>
        <message numerus="yes">
            <source>Move %n nodes</source>
            <translation>
                <numerusform>Перемещение %n узла</numerusform>
                <numerusform>Перемещение %n узлов</numerusform>
                <numerusform>Перемещение %n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Arrange nodes</source>
            <translation>Упорядочение узлов</translation>
        </message>
        <message>
            <source>Disconnect {target} from {source}</source>
            <translation>Разрыв связи «{source}» → «{target}»</translation>
        </message>
        <message>
            <source>Delete {node}</source>
            <translation>Удаление «{node}»</translation>
        </message>
        <message numerus="yes">
            <source>Delete %n nodes</source>
            <translation>
                <numerusform>Удаление %n узла</numerusform>
                <numerusform>Удаление %n узлов</numerusform>
                <numerusform>Удаление %n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Duplicate {node}</source>
            <translation>Дублирование «{node}»</translation>
        </message>
        <message numerus="yes">
            <source>Duplicate %n nodes</source>
            <translation>
                <numerusform>Копирование %n узла</numerusform>
                <numerusform>Копирование %n узлов</numerusform>
                <numerusform>Копирование %n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Widen {node}</source>
            <translation>Расширение «{node}»</translation>
        </message>
        <message>
            <source>Narrow {node}</source>
            <translation>Сужение «{node}»</translation>
        </message>
        <message>
            <source>{node} is at its limit.</source>
            <translation>«{node}»: достигнут предел.</translation>
        </message>
        <message>
            <source>Connect {source} to {target}</source>
            <translation>Связь «{source}» → «{target}»</translation>
        </message>
        <message>
            <source>Add {node}</source>
            <translation>Добавление «{node}»</translation>
        </message>
    </context>
    <context>
        <name>EpochDisplay</name>
        <message>
            <source>Epoch {epoch}</source>
            <translation>Эпоха {epoch}</translation>
        </message>
        <message>
            <source>{rate} ep/s</source>
            <translation>{rate} эп/с</translation>
        </message>
        <message>
            <source>Epoch</source>
            <translation>Эпоха</translation>
        </message>
        <message>
            <source>steps</source>
            <translation>шаг.</translation>
        </message>
    </context>
    <context>
        <name>FeatureStrip</name>
        <message>
            <source>Features</source>
            <translation>Признаки</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Столбцы</translation>
        </message>
        <message>
            <source>{chosen} of {all}</source>
            <translation>{chosen} из {all}</translation>
        </message>
    </context>
    <context>
        <name>FileCommands</name>
        <message>
            <source>TensorFlow Playground link</source>
            <translation>Ссылка TensorFlow Playground</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>Ссылка</translation>
        </message>
        <message>
            <source>Open project</source>
            <translation>Открыть проект</translation>
        </message>
        <message>
            <source>Projects</source>
            <translation>Проекты</translation>
        </message>
        <message>
            <source>Save project</source>
            <translation>Сохранить проект</translation>
        </message>
        <message>
            <source>Saved {name}.</source>
            <translation>Сохранено: {name}.</translation>
        </message>
        <message>
            <source>Unsaved edits</source>
            <translation>Несохранённые правки</translation>
        </message>
        <message>
            <source>The experiment has unsaved edits: {count}.</source>
            <translation>Несохранённых правок в эксперименте: {count}.</translation>
        </message>
        <message>
            <source>Save them before going on?</source>
            <translation>Сохранить их перед продолжением?</translation>
        </message>
        <message>
            <source>The link is on the clipboard.</source>
            <translation>Ссылка скопирована в буфер обмена.</translation>
        </message>
        <message>
            <source>Save picture</source>
            <translation>Сохранить снимок</translation>
        </message>
        <message>
            <source>{name} could not be written.</source>
            <translation>Не удалось записать {name}.</translation>
        </message>
    </context>
    <context>
        <name>FittedCurve</name>
        <message>
            <source>Fitted curve</source>
            <translation>Подобранная кривая</translation>
        </message>
    </context>
    <context>
        <name>Form</name>
        <message>
            <source>Default</source>
            <translation>По умолчанию</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Нет</translation>
        </message>
        <message>
            <source>Weight elimination</source>
            <translation>Исключение весов</translation>
        </message>
        <message>
            <source>By norm</source>
            <translation>По норме</translation>
        </message>
        <message>
            <source>By value</source>
            <translation>По значению</translation>
        </message>
        <message>
            <source>Make it smaller</source>
            <translation>Сделать меньше</translation>
        </message>
        <message>
            <source>Carry over</source>
            <translation>Перенести</translation>
        </message>
        <message>
            <source>Leave out</source>
            <translation>Отбросить</translation>
        </message>
        <message>
            <source>Full</source>
            <translation>Полный</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>Прямая</translation>
        </message>
        <message>
            <source>Parabola</source>
            <translation>Парабола</translation>
        </message>
        <message>
            <source>Cubic</source>
            <translation>Кубическая</translation>
        </message>
        <message>
            <source>Sine</source>
            <translation>Синус</translation>
        </message>
        <message>
            <source>Absolute value</source>
            <translation>Модуль</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Ступенька</translation>
        </message>
        <message>
            <source>Exponential</source>
            <translation>Экспонента</translation>
        </message>
    </context>
    <context>
        <name>LinkCard</name>
        <message>
            <source>TensorFlow Playground link</source>
            <translation>Ссылка TensorFlow Playground</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Открыть</translation>
        </message>
        <message>
            <source>Link from TensorFlow Playground</source>
            <translation>Ссылка TensorFlow Playground</translation>
        </message>
        <message>
            <source>Paste an address: the run is replayed number for number.</source>
            <translation>Вставьте адрес: обучение повторится число в число.</translation>
        </message>
        <message>
            <source>Recognized: {dataset}</source>
            <translation>Распознано: {dataset}</translation>
        </message>
        <message>
            <source>no hidden layer, learning rate {rate}</source>
            <translation>без скрытых слоёв, скорость обучения {rate}</translation>
        </message>
        <message>
            <source>hidden layers {layers}, learning rate {rate}</source>
            <translation>скрытые слои {layers}, скорость обучения {rate}</translation>
        </message>
    </context>
    <context>
        <name>LossCurve</name>
        <message>
            <source>Loss</source>
            <translation>Потери</translation>
        </message>
        <message>
            <source>Scale of the loss</source>
            <translation>Шкала потерь</translation>
        </message>
        <message>
            <source>Linear</source>
            <translation>Лин.</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Лог.</translation>
        </message>
        <message>
            <source>train</source>
            <translation>обучение</translation>
        </message>
        <message>
            <source>test</source>
            <translation>тест</translation>
        </message>
        <message>
            <source>Loss by epoch</source>
            <translation>Потери по эпохам</translation>
        </message>
        <message>
            <source>val</source>
            <translation>проверка</translation>
        </message>
        <message>
            <source>Epoch {epoch}</source>
            <translation>Эпоха {epoch}</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Data and layers</source>
            <translation>Данные и слои</translation>
        </message>
        <message>
            <source>Output and inspector</source>
            <translation>Выход и инспектор</translation>
        </message>
        <message>
            <source>Code and problems</source>
            <translation>Код и проблемы</translation>
        </message>
        <message>
            <source>Type a weight of {node}</source>
            <translation>Изменение веса узла «{node}»</translation>
        </message>
        <message>
            <source>Untitled</source>
            <translation>Без названия</translation>
        </message>
        <message>
            <source>Edited</source>
            <translation>Изменён</translation>
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>File</source>
            <translation>Файл</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Правка</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Вид</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Тема</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Язык</translation>
        </message>
        <message>
            <source>Graph</source>
            <translation>Граф</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Обучение</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Справка</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Сочетания клавиш</translation>
        </message>
        <message>
            <source>NN Playground {version}. See a neural network learn.</source>
            <translation>NN Playground {version}. Смотрите, как учится нейронная сеть.</translation>
        </message>
        <message>
            <source>About NN Playground</source>
            <translation>О программе NN Playground</translation>
        </message>
    </context>
    <context>
        <name>Minimap</name>
        <message>
            <source>Map of the network</source>
            <translation>Карта сети</translation>
        </message>
    </context>
    <context>
        <name>NodeEditor</name>
        <message>
            <source>Name of the node</source>
            <translation>Название узла</translation>
        </message>
        <message>
            <source>{count} nodes</source>
            <translation>Узлов: {count}</translation>
        </message>
        <message>
            <source>There is nothing to set here.</source>
            <translation>Здесь нечего настраивать.</translation>
        </message>
        <message>
            <source>As for all layers</source>
            <translation>Как у всех слоёв</translation>
        </message>
        <message>
            <source>{count} params</source>
            <translation>{count} парам.</translation>
        </message>
        <message>
            <source>Rename {node}</source>
            <translation>Переименование «{node}»</translation>
        </message>
        <message>
            <source>Change {field} of {node}</source>
            <translation>Изменение «{field}» — {node}</translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
    </context>
    <context>
        <name>NumberField</name>
        <message>
            <source>Enter a whole number.</source>
            <translation>Введите целое число.</translation>
        </message>
        <message>
            <source>Enter a number, for example 0.03 or 1e-3.</source>
            <translation>Введите число, например 0,03 или 1e-3.</translation>
        </message>
        <message>
            <source>Enter a number of at least {low}.</source>
            <translation>Введите число не меньше {low}.</translation>
        </message>
        <message>
            <source>Enter a number of at most {high}.</source>
            <translation>Введите число не больше {high}.</translation>
        </message>
        <message>
            <source>Enter a number from {low} to {high}.</source>
            <translation>Введите число от {low} до {high}.</translation>
        </message>
    </context>
    <context>
        <name>NumbersRow</name>
        <message>
            <source>Train loss</source>
            <translation>Потери: обуч.</translation>
        </message>
        <message>
            <source>Test loss</source>
            <translation>Потери: тест</translation>
        </message>
        <message>
            <source>acc {value}</source>
            <translation>верных {value}</translation>
        </message>
        <message>
            <source>Test accuracy</source>
            <translation>Верных: тест</translation>
        </message>
        <message>
            <source>MAE {value}</source>
            <translation>MAE {value}</translation>
        </message>
        <message>
            <source>Test R²</source>
            <translation>R²: тест</translation>
        </message>
        <message>
            <source>val {value}</source>
            <translation>пров. {value}</translation>
        </message>
    </context>
    <context>
        <name>OutputView</name>
        <message>
            <source>Test data</source>
            <translation>Данные теста</translation>
        </message>
        <message>
            <source>Show test data (T)</source>
            <translation>Показать тестовые данные (T)</translation>
        </message>
        <message>
            <source>Discretize</source>
            <translation>Дискретно</translation>
        </message>
        <message>
            <source>Show only which side wins (D)</source>
            <translation>Показать только победившую сторону (D)</translation>
        </message>
        <message>
            <source>Show test data</source>
            <translation>Показ тестовых данных</translation>
        </message>
        <message>
            <source>Hide test data</source>
            <translation>Скрытие тестовых данных</translation>
        </message>
        <message>
            <source>Discretize output</source>
            <translation>Изменение дискретности выхода</translation>
        </message>
        <message>
            <source>{layer}, neuron {number}</source>
            <translation>{layer}, нейрон {number}</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Layers</source>
            <translation>Слои</translation>
        </message>
        <message>
            <source>Search layers</source>
            <translation>Поиск слоёв</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>Вход</translation>
        </message>
        <message>
            <source>Dense</source>
            <translation>Полносвяз.</translation>
        </message>
        <message>
            <source>Convolution</source>
            <translation>Свёртка</translation>
        </message>
        <message>
            <source>Pooling</source>
            <translation>Пулинг</translation>
        </message>
        <message>
            <source>Recurrent</source>
            <translation>Рекуррент.</translation>
        </message>
        <message>
            <source>Attention</source>
            <translation>Внимание</translation>
        </message>
        <message>
            <source>Activation</source>
            <translation>Активация</translation>
        </message>
        <message>
            <source>Normalize</source>
            <translation>Нормализ.</translation>
        </message>
        <message>
            <source>Dropout</source>
            <translation>Dropout</translation>
        </message>
        <message>
            <source>Merge</source>
            <translation>Слияние</translation>
        </message>
        <message>
            <source>Reshape</source>
            <translation>Форма</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>Потери</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>adds after the selected node</source>
            <translation>добавляет после выбранного узла</translation>
        </message>
        <message>
            <source>No layer is called “{text}”.</source>
            <translation>Нет слоя с названием «{text}».</translation>
        </message>
    </context>
    <context>
        <name>PointKeys</name>
        <message>
            <source>Train</source>
            <translation>Обуч.</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Тест</translation>
        </message>
    </context>
    <context>
        <name>PredictionScatter</name>
        <message>
            <source>Predictions over true values</source>
            <translation>Предсказания и истинные значения</translation>
        </message>
    </context>
    <context>
        <name>ProblemList</name>
        <message>
            <source>No problems. The graph can be trained.</source>
            <translation>Проблем нет. Граф можно обучать.</translation>
        </message>
        <message>
            <source>Select {node}</source>
            <translation>Выделить «{node}»</translation>
        </message>
    </context>
    <context>
        <name>RightDock</name>
        <message>
            <source>Output</source>
            <translation>Выход</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Инспектор</translation>
        </message>
    </context>
    <context>
        <name>SearchField</name>
        <message>
            <source>Clear search</source>
            <translation>Очистить поиск</translation>
        </message>
    </context>
    <context>
        <name>Side</name>
        <message>
            <source>A playground of neural networks</source>
            <translation>Песочница нейронных сетей</translation>
        </message>
        <message>
            <source>Blank graph</source>
            <translation>Пустой граф</translation>
        </message>
        <message>
            <source>Open project…</source>
            <translation>Открыть проект…</translation>
        </message>
        <message>
            <source>Back to the experiment</source>
            <translation>Назад к эксперименту</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>Недавние</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Очистить</translation>
        </message>
        <message>
            <source>Projects you save or open appear here.</source>
            <translation>Здесь появятся сохранённые и открытые проекты.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Язык</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Тёмная</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Светлая</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Как в системе</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Тема</translation>
        </message>
        <message>
            <source>Show at start</source>
            <translation>Показывать при запуске</translation>
        </message>
        <message>
            <source>{dataset}, {count} parameters</source>
            <translation>{dataset}, параметров: {count}</translation>
        </message>
    </context>
    <context>
        <name>SplitSlider</name>
        <message>
            <source>Train</source>
            <translation>Обуч.</translation>
        </message>
        <message>
            <source>Val</source>
            <translation>Пров.</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Тест</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message>
            <source>Loading PyTorch</source>
            <translation>Загрузка PyTorch</translation>
        </message>
        <message>
            <source>{rate} epochs/s</source>
            <translation>{rate} эпох/с</translation>
        </message>
        <message>
            <source>Training on {device}</source>
            <translation>Обучение на {device}</translation>
        </message>
        <message>
            <source>Paused at epoch {epoch}</source>
            <translation>Пауза на эпохе {epoch}</translation>
        </message>
        <message>
            <source>Finished at epoch {epoch}</source>
            <translation>Завершено на эпохе {epoch}</translation>
        </message>
        <message>
            <source>Diverged at epoch {epoch}</source>
            <translation>Разошлось на эпохе {epoch}</translation>
        </message>
        <message>
            <source>Cannot train this graph</source>
            <translation>Этот граф нельзя обучить</translation>
        </message>
        <message>
            <source>No problems</source>
            <translation>Проблем нет</translation>
        </message>
        <message>
            <source>Problems: {count}</source>
            <translation>Проблемы: {count}</translation>
        </message>
        <message>
            <source>Warnings: {count}</source>
            <translation>Предупреждения: {count}</translation>
        </message>
        <message>
            <source>{train} train {validation} val {test} test</source>
            <translation>{train} обуч. {validation} пров. {test} тест</translation>
        </message>
    </context>
    <context>
        <name>Toolbar</name>
        <message>
            <source>Speed</source>
            <translation>Темп</translation>
        </message>
        <message>
            <source>How many epochs a second are trained while playing</source>
            <translation>Сколько эпох в секунду проходит обучение</translation>
        </message>
        <message>
            <source>Max</source>
            <translation>Макс.</translation>
        </message>
        <message>
            <source>{rate} ep/s</source>
            <translation>{rate} эп/с</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Скорость обучения</translation>
        </message>
        <message>
            <source>Optimizer</source>
            <translation>Оптимизатор</translation>
        </message>
        <message>
            <source>Activation</source>
            <translation>Активация</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Нет</translation>
        </message>
        <message>
            <source>Elimination</source>
            <translation>Исключение</translation>
        </message>
        <message>
            <source>Regularization</source>
            <translation>Регуляризация</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Коэф.</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Все</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>Пакет</translation>
        </message>
        <message>
            <source>Change learning rate to {rate}</source>
            <translation>Изменение скорости обучения: {rate}</translation>
        </message>
        <message>
            <source>Change optimizer to {name}</source>
            <translation>Изменение оптимизатора: {name}</translation>
        </message>
        <message>
            <source>Change activation to {name}</source>
            <translation>Изменение активации: {name}</translation>
        </message>
        <message>
            <source>Change regularization</source>
            <translation>Изменение регуляризации</translation>
        </message>
        <message>
            <source>Change regularization rate</source>
            <translation>Изменение коэффициента регуляризации</translation>
        </message>
        <message>
            <source>Change batch size</source>
            <translation>Изменение размера пакета</translation>
        </message>
        <message>
            <source>Change device</source>
            <translation>Изменение устройства</translation>
        </message>
    </context>
    <context>
        <name>TrainingEditor</name>
        <message>
            <source>Kind</source>
            <translation>Вид</translation>
        </message>
        <message>
            <source>Optimizer</source>
            <translation>Оптимизатор</translation>
        </message>
        <message>
            <source>Schedule</source>
            <translation>Расписание</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>Эпохи</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Точность</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Потоки</translation>
        </message>
        <message>
            <source>Regularization</source>
            <translation>Регуляризация</translation>
        </message>
        <message>
            <source>Gradient clipping</source>
            <translation>Ограничение градиента</translation>
        </message>
        <message>
            <source>Batches</source>
            <translation>Пакеты</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Остановка</translation>
        </message>
        <message>
            <source>Arithmetic</source>
            <translation>Арифметика</translation>
        </message>
        <message>
            <source>No limit</source>
            <translation>Без предела</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Выкл.</translation>
        </message>
        <message>
            <source>Change training: {part}</source>
            <translation>Изменение обучения: {part}</translation>
        </message>
    </context>
    <context>
        <name>WeightField</name>
        <message>
            <source>Value of the weight</source>
            <translation>Значение веса</translation>
        </message>
    </context>
    <context>
        <name>WeightMap</name>
        <message>
            <source>Weights</source>
            <translation>Веса</translation>
        </message>
        <message>
            <source>Weights appear when the shapes match.</source>
            <translation>Веса появятся, когда формы совпадут.</translation>
        </message>
        <message>
            <source>unit {unit}, input {input}: {value}</source>
            <translation>нейрон {unit}, вход {input}: {value}</translation>
        </message>
    </context>
    <context>
        <name>WeightView</name>
        <message>
            <source>Weights</source>
            <translation>Веса</translation>
        </message>
    </context>
    <context>
        <name>WelcomePage</name>
        <message>
            <source>Find a preset</source>
            <translation>Найти пример</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Все</translation>
        </message>
        <message>
            <source>Points</source>
            <translation>Точки</translation>
        </message>
        <message>
            <source>Tables</source>
            <translation>Таблицы</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Изображения</translation>
        </message>
        <message>
            <source>Kind of preset</source>
            <translation>Вид примера</translation>
        </message>
        <message>
            <source>Where shall we begin?</source>
            <translation>С чего начнём?</translation>
        </message>
        <message>
            <source>Presets</source>
            <translation>Примеры</translation>
        </message>
        <message>
            <source>{count} parameters</source>
            <translation>Параметров: {count}</translation>
        </message>
        <message>
            <source>No preset mentions “{text}”.</source>
            <translation>Нет примеров, где упоминается «{text}».</translation>
        </message>
    </context>
    <context>
        <name>WindowCommands</name>
        <message>
            <source>Start from new weights</source>
            <translation>Изменение начальных весов</translation>
        </message>
        <message>
            <source>Lower the learning rate</source>
            <translation>Снижение скорости обучения</translation>
        </message>
        <message>
            <source>Show test data</source>
            <translation>Показ тестовых данных</translation>
        </message>
        <message>
            <source>Discretize output</source>
            <translation>Изменение дискретности выхода</translation>
        </message>
    </context>
    <context>
        <name>ZoomControl</name>
        <message>
            <source>Level of detail</source>
            <translation>Детализация</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>Блоки</translation>
        </message>
        <message>
            <source>Cards</source>
            <translation>Карточки</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>Уменьшить</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>Увеличить</translation>
        </message>
        <message>
            <source>Fit the network</source>
            <translation>Вписать сеть</translation>
        </message>
    </context>
    <context>
        <name>_ComponentEditor</name>
        <message>
            <source>Default</source>
            <translation>По умолчанию</translation>
        </message>
    </context>
    <context>
        <name>_Icon</name>
        <message>
            <source>Error</source>
            <translation>Ошибка</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>Предупреждение</translation>
        </message>
    </context>
    <context>
        <name>_OptionalNumberEditor</name>
        <message>
            <source>{field}: own value</source>
            <translation>{field}: своё значение</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Авто</translation>
        </message>
    </context>
    <context>
        <name>core</name>
        <message>
            <source>There is no {family} called “{kind}”.</source>
            <translation>Неизвестный вид «{kind}» ({family}).</translation>
        </message>
        <message>
            <source>A {family} needs a “kind”.</source>
            <translation>Не указано поле «kind» ({family}).</translation>
        </message>
        <message>
            <source>“{text}” is no condition.</source>
            <translation>«{text}» — не условие.</translation>
        </message>
        <message>
            <source>Write one like test_loss&lt;0.05.</source>
            <translation>Напишите, например, test_loss&lt;0.05.</translation>
        </message>
        <message>
            <source>“{name}” cannot be watched.</source>
            <translation>За величиной «{name}» нельзя следить.</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Обучение</translation>
        </message>
        <message>
            <source>The share of samples the network learns from.</source>
            <translation>Доля примеров, на которых сеть учится.</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>Проверка</translation>
        </message>
        <message>
            <source>The share that early stopping and you choose by.</source>
            <translation>Доля, по которой делаете выбор вы и ранняя остановка.</translation>
        </message>
        <message>
            <source>Train and validation take {total} % of the samples.</source>
            <translation>Обучение и проверка занимают {total} % примеров.</translation>
        </message>
        <message>
            <source>Their sum must be at most 100 %.</source>
            <translation>Их сумма должна быть не больше 100 %.</translation>
        </message>
        <message>
            <source>Standardize</source>
            <translation>Стандартизация</translation>
        </message>
        <message>
            <source>Every feature becomes (x − mean) / standard deviation of the training part.</source>
            <translation>Каждый признак превращается в (x − среднее) / стандартное отклонение по обучающей части.</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Зерно</translation>
        </message>
        <message>
            <source>The same seed gives the same samples.</source>
            <translation>Одно и то же зерно даёт одни и те же примеры.</translation>
        </message>
        <message>
            <source>A feature is listed twice.</source>
            <translation>Признак указан дважды.</translation>
        </message>
        <message>
            <source>Remove the second one.</source>
            <translation>Удалите второй.</translation>
        </message>
        <message>
            <source>{dataset} has no features to choose.</source>
            <translation>В наборе данных «{dataset}» признаки не выбираются.</translation>
        </message>
        <message>
            <source>Leave out “features”.</source>
            <translation>Уберите «features».</translation>
        </message>
        <message>
            <source>Feature “{name}” needs a column that the data does not have.</source>
            <translation>Признаку «{name}» нужен столбец, которого нет в данных.</translation>
        </message>
        <message>
            <source>The data has {count} columns.</source>
            <translation>Столбцов в данных: {count}.</translation>
        </message>
        <message>
            <source>is missing</source>
            <translation>отсутствует</translation>
        </message>
        <message>
            <source>is not known here</source>
            <translation>здесь не предусмотрено</translation>
        </message>
        <message>
            <source>must be greater than {gt}, not {input}</source>
            <translation>должно быть больше {gt}, а не {input}</translation>
        </message>
        <message>
            <source>must be at least {ge}, not {input}</source>
            <translation>должно быть не меньше {ge}, а не {input}</translation>
        </message>
        <message>
            <source>must be less than {lt}, not {input}</source>
            <translation>должно быть меньше {lt}, а не {input}</translation>
        </message>
        <message>
            <source>must be at most {le}, not {input}</source>
            <translation>должно быть не больше {le}, а не {input}</translation>
        </message>
        <message>
            <source>must be a finite number, not {input}</source>
            <translation>должно быть конечным числом, а не {input}</translation>
        </message>
        <message>
            <source>must be a whole number, not {input}</source>
            <translation>должно быть целым числом, а не {input}</translation>
        </message>
        <message>
            <source>must be a number, not {input}</source>
            <translation>должно быть числом, а не {input}</translation>
        </message>
        <message>
            <source>must be true or false, not {input}</source>
            <translation>должно быть true или false, а не {input}</translation>
        </message>
        <message>
            <source>must be text, not {input}</source>
            <translation>должно быть текстом, а не {input}</translation>
        </message>
        <message>
            <source>must be {expected}, not {input}</source>
            <translation>должно быть равно {expected}, а не {input}</translation>
        </message>
        <message>
            <source>must be an object, not {input}</source>
            <translation>должно быть объектом, а не {input}</translation>
        </message>
        <message>
            <source>must be a list, not {input}</source>
            <translation>должно быть списком, а не {input}</translation>
        </message>
        <message>
            <source>The experiment {reason}.</source>
            <translation>Описание эксперимента {reason}.</translation>
        </message>
        <message>
            <source>“{place}” {reason}.</source>
            <translation>Поле «{place}» {reason}.</translation>
        </message>
        <message>
            <source>{count} more problems follow it.</source>
            <translation>Далее есть и другие ошибки: {count}.</translation>
        </message>
        <message>
            <source>The file is of version {version}; this program reads up to {known}.</source>
            <translation>Версия файла — {version}; эта программа читает версии до {known}.</translation>
        </message>
        <message>
            <source>Install a newer NN Playground.</source>
            <translation>Установите более новую версию NN Playground.</translation>
        </message>
        <message>
            <source>An experiment is a JSON object.</source>
            <translation>Эксперимент — это объект JSON.</translation>
        </message>
        <message>
            <source>This is not an NN Playground experiment.</source>
            <translation>Это не эксперимент NN Playground.</translation>
        </message>
        <message>
            <source>There is no “{path}” to set.</source>
            <translation>Нет поля «{path}», которое можно задать.</translation>
        </message>
        <message>
            <source>“{name}” is not a feature.</source>
            <translation>«{name}» — не признак.</translation>
        </message>
        <message>
            <source>Features look like x1, x1^2, x1*x2, sin(x1) or cos(x1).</source>
            <translation>Признаки записываются как x1, x1^2, x1*x2, sin(x1) или cos(x1).</translation>
        </message>
        <message>
            <source>Two nodes are called “{id}”.</source>
            <translation>Два узла имеют один id «{id}».</translation>
        </message>
        <message>
            <source>Give one of them another id.</source>
            <translation>Дайте одному из них другой id.</translation>
        </message>
        <message>
            <source>A wire is listed twice.</source>
            <translation>Связь указана дважды.</translation>
        </message>
        <message>
            <source>There is no node “{id}”.</source>
            <translation>Нет узла «{id}».</translation>
        </message>
        <message>
            <source>Nodes are {names}.</source>
            <translation>Есть узлы: {names}.</translation>
        </message>
        <message>
            <source>This wire is already there.</source>
            <translation>Такая связь уже есть.</translation>
        </message>
        <message>
            <source>A wire from {source} back to {target} would close a circle.</source>
            <translation>Обратная связь «{source}» → «{target}» замкнула бы цикл.</translation>
        </message>
        <message>
            <source>The wire {source} → {target} leads to “{id}”, which does not exist.</source>
            <translation>Связь {source} → {target} ведёт к узлу «{id}», которого нет.</translation>
        </message>
        <message>
            <source>Remove the wire or add the node.</source>
            <translation>Удалите связь или добавьте узел.</translation>
        </message>
        <message>
            <source>{node} has no {side} “{port}”.</source>
            <translation>У узла «{node}» нет порта «{port}» ({side}).</translation>
        </message>
        <message>
            <source>It has {names}.</source>
            <translation>Есть порты: {names}.</translation>
        </message>
        <message>
            <source>The input “{port}” of {node} already has a wire.</source>
            <translation>Ко входу «{port}» узла «{node}» уже подведена связь.</translation>
        </message>
        <message>
            <source>Remove that wire, or join the two in an Add or Concatenate node.</source>
            <translation>Удалите её или объедините обе в узле «Сложение» или «Конкатенация».</translation>
        </message>
        <message>
            <source>Freeze</source>
            <translation>Заморозка</translation>
        </message>
        <message>
            <source>A frozen layer keeps its weights; gradients still flow through it to earlier layers.</source>
            <translation>Замороженный слой сохраняет свои веса; градиенты по-прежнему проходят через него к предыдущим слоям.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Скорость обучения</translation>
        </message>
        <message>
            <source>Multiplies the global learning rate for this layer only; 1 follows it.</source>
            <translation>Умножает общую скорость обучения только для этого слоя; 1 оставляет её как есть.</translation>
        </message>
        <message>
            <source>L1</source>
            <translation>L1</translation>
        </message>
        <message>
            <source>This layer's own L1 rate; empty follows the global regularization.</source>
            <translation>Собственный коэффициент L1 этого слоя; если пусто, действует общая регуляризация.</translation>
        </message>
        <message>
            <source>L2</source>
            <translation>L2</translation>
        </message>
        <message>
            <source>This layer's own L2 rate; empty follows the global regularization.</source>
            <translation>Собственный коэффициент L2 этого слоя; если пусто, действует общая регуляризация.</translation>
        </message>
        <message>
            <source>Initialize</source>
            <translation>Инициализация</translation>
        </message>
        <message>
            <source>How the weights start, at the next reset; empty is PyTorch's default for the layer.</source>
            <translation>С чего начинаются веса при следующем сбросе; если пусто, как принято в PyTorch для этого слоя.</translation>
        </message>
        <message>
            <source>Bias starts at</source>
            <translation>Начальное смещение</translation>
        </message>
        <message>
            <source>The value every bias starts at; empty is PyTorch's default for the layer.</source>
            <translation>С какого значения начинается каждое смещение; если пусто, как принято в PyTorch для этого слоя.</translation>
        </message>
        <message>
            <source>Did you mean {names}?</source>
            <translation>Возможно, имелось в виду: {names}?</translation>
        </message>
        <message>
            <source>Known are {names}.</source>
            <translation>Известны: {names}.</translation>
        </message>
        <message>
            <source>Insert {layer}</source>
            <translation>Вставить «{layer}»</translation>
        </message>
        <message>
            <source>Clear “{field}”</source>
            <translation>Очистить «{field}»</translation>
        </message>
        <message>
            <source>Set “{field}” to {value}</source>
            <translation>Задать «{field}»: {value}</translation>
        </message>
        <message>
            <source>Set “{field}” of {node} to {value}</source>
            <translation>Задать «{field}» узла «{node}»: {value}</translation>
        </message>
        <message>
            <source>{node} has no input.</source>
            <translation>К узлу «{node}» ничего не подключено.</translation>
        </message>
        <message>
            <source>{node} has nothing at its input “{port}”.</source>
            <translation>Ко входу «{port}» узла «{node}» ничего не подключено.</translation>
        </message>
        <message>
            <source>Without an input it takes no part in training.</source>
            <translation>Без входа он не участвует в обучении.</translation>
        </message>
        <message>
            <source>Connect {source}</source>
            <translation>Подключить «{source}»</translation>
        </message>
        <message>
            <source>Remove {node}</source>
            <translation>Удалить «{node}»</translation>
        </message>
        <message>
            <source>{node} feeds itself through {source}.</source>
            <translation>Узел «{node}» замкнут на себя через «{source}».</translation>
        </message>
        <message>
            <source>Remove the wire from {source}</source>
            <translation>Удалить связь от «{source}»</translation>
        </message>
        <message>
            <source>A network must run forward; a circle has no first step.</source>
            <translation>Сеть вычисляется только вперёд, а у цикла нет первого шага.</translation>
        </message>
        <message>
            <source>{node} would need {size} for {count} weights.</source>
            <translation>Узлу «{node}» понадобилось бы {size}: весов в нём {count}.</translation>
        </message>
        <message>
            <source>{node} would need {size} for the output of one sample.</source>
            <translation>Узлу «{node}» понадобилось бы {size} для выхода на одном примере.</translation>
        </message>
        <message>
            <source>The limit is {size}; choose smaller sizes.</source>
            <translation>Предел — {size}; выберите размеры поменьше.</translation>
        </message>
        <message>
            <source>{activation} in {before} comes before a loss that applies it again.</source>
            <translation>Активация «{activation}» в узле «{before}» стоит перед функцией потерь, которая применяет её ещё раз.</translation>
        </message>
        <message>
            <source>The loss takes raw scores; applied twice, gradients shrink and learning is slow.</source>
            <translation>Функция потерь принимает необработанные оценки; при двойном применении градиенты уменьшаются и обучение замедляется.</translation>
        </message>
        <message>
            <source>Make {before} linear</source>
            <translation>Сделать «{before}» без активации</translation>
        </message>
        <message>
            <source>{node} leads to no loss.</source>
            <translation>От узла «{node}» нет пути к функции потерь.</translation>
        </message>
        <message>
            <source>It will not train and does not change the result.</source>
            <translation>Он не будет обучаться и не влияет на результат.</translation>
        </message>
        <message>
            <source>Add Input</source>
            <translation>Добавить «Вход»</translation>
        </message>
        <message>
            <source>The graph has no Input.</source>
            <translation>В графе нет узла «Вход».</translation>
        </message>
        <message>
            <source>Data enters through it.</source>
            <translation>Через него поступают данные.</translation>
        </message>
        <message>
            <source>The graph has no loss.</source>
            <translation>В графе нет функции потерь.</translation>
        </message>
        <message>
            <source>Training needs something to minimize.</source>
            <translation>Для обучения нужно то, что минимизируется.</translation>
        </message>
        <message>
            <source>The network would need {size} of weights.</source>
            <translation>Весам сети понадобилось бы {size}.</translation>
        </message>
        <message>
            <source>Add Loss</source>
            <translation>Добавить «Потери»</translation>
        </message>
        <message>
            <source>Regularization</source>
            <translation>Регуляризация</translation>
        </message>
        <message>
            <source>L1 drives weights to zero, L2 keeps them small, elimination removes the small ones only.</source>
            <translation>L1 сводит веса к нулю, L2 не даёт им расти, исключение убирает только малые.</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Коэффициент</translation>
        </message>
        <message>
            <source>How strongly the penalty counts.</source>
            <translation>Насколько сильно учитывается штраф.</translation>
        </message>
        <message>
            <source>Scale w₀</source>
            <translation>Масштаб w₀</translation>
        </message>
        <message>
            <source>Weight elimination: weights well below it are removed, weights well above it are free.</source>
            <translation>Исключение весов: веса намного меньше него убираются, веса намного больше не ограничены.</translation>
        </message>
        <message>
            <source>Gradient clipping</source>
            <translation>Ограничение градиента</translation>
        </message>
        <message>
            <source>Limits the gradient's norm or each value, so that one bad batch cannot spoil the weights.</source>
            <translation>Ограничивает норму градиента или каждое значение, чтобы один неудачный пакет не испортил веса.</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>Предел</translation>
        </message>
        <message>
            <source>The largest norm or value.</source>
            <translation>Наибольшая норма или наибольшее значение.</translation>
        </message>
        <message>
            <source>Early stopping</source>
            <translation>Ранняя остановка</translation>
        </message>
        <message>
            <source>Stop after so many epochs without a better validation loss, and go back to the best weights.</source>
            <translation>Остановиться после стольких эпох без улучшения потерь на проверке и вернуться к лучшим весам.</translation>
        </message>
        <message>
            <source>The length of a step. Too small learns slowly, too large jumps over the valley.</source>
            <translation>Длина шага. При слишком малой сеть учится медленно, при слишком большой перепрыгивает овраг.</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>Пакет</translation>
        </message>
        <message>
            <source>How many samples one step averages over. Small batches are noisy, a full batch is smooth.</source>
            <translation>По скольким примерам усредняется один шаг. Малые пакеты дают шум, полный пакет — плавное движение.</translation>
        </message>
        <message>
            <source>Shuffle</source>
            <translation>Перемешивание</translation>
        </message>
        <message>
            <source>Draw a new order of the samples every epoch.</source>
            <translation>Каждую эпоху брать примеры в новом порядке.</translation>
        </message>
        <message>
            <source>Last batch</source>
            <translation>Последний пакет</translation>
        </message>
        <message>
            <source>Samples that fill no batch make a smaller one, begin the next epoch's first, or wait.</source>
            <translation>Примеры, которых не хватает на пакет, образуют меньший, начинают первый пакет следующей эпохи или ждут.</translation>
        </message>
        <message>
            <source>The batch size must be from 1 to {most} or “full”, not {size}.</source>
            <translation>Размер пакета должен быть от 1 до {most} или «full», а не {size}.</translation>
        </message>
        <message>
            <source>The standard deviation of the normal number added to each value.</source>
            <translation>Стандартное отклонение нормального числа, прибавляемого к каждому значению.</translation>
        </message>
        <message>
            <source>From</source>
            <translation>От</translation>
        </message>
        <message>
            <source>The left end of the range of x.</source>
            <translation>Левый конец интервала x.</translation>
        </message>
        <message>
            <source>To</source>
            <translation>До</translation>
        </message>
        <message>
            <source>The right end of the range of x.</source>
            <translation>Правый конец интервала x.</translation>
        </message>
        <message>
            <source>The range of x goes from {start} to {stop}.</source>
            <translation>Интервал x идёт от {start} до {stop}.</translation>
        </message>
        <message>
            <source>Its start must be less than its end.</source>
            <translation>Его начало должно быть меньше конца.</translation>
        </message>
        <message>
            <source>Sine</source>
            <translation>Синус</translation>
        </message>
        <message>
            <source>A sine wave to fit with a line, a polynomial or a network.</source>
            <translation>Синусоида, которую приближают прямой, многочленом или сетью.</translation>
        </message>
        <message>
            <source>Frequency</source>
            <translation>Частота</translation>
        </message>
        <message>
            <source>How fast it oscillates: the period is 2π / frequency.</source>
            <translation>Насколько быстро она колеблется: период равен 2π / частота.</translation>
        </message>
        <message>
            <source>Polynomial</source>
            <translation>Многочлен</translation>
        </message>
        <message>
            <source>The Chebyshev polynomial of the degree, stretched over the range of x; it stays within ±1.</source>
            <translation>Многочлен Чебышёва этой степени, растянутый на интервал x; он остаётся в пределах ±1.</translation>
        </message>
        <message>
            <source>Degree</source>
            <translation>Степень</translation>
        </message>
        <message>
            <source>The highest power; the curve turns degree − 1 times.</source>
            <translation>Наибольшая степень; поворотов у кривой на один меньше.</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Ступенька</translation>
        </message>
        <message>
            <source>A jump from −1 to +1, which a smooth network can only approach.</source>
            <translation>Скачок от −1 к +1, к которому гладкая сеть может лишь приблизиться.</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>Положение</translation>
        </message>
        <message>
            <source>Where it jumps.</source>
            <translation>Где происходит скачок.</translation>
        </message>
        <message>
            <source>Digits</source>
            <translation>Цифры</translation>
        </message>
        <message>
            <source>1797 handwritten digits of 8×8 grey pixels between 0 and 1.</source>
            <translation>1797 рукописных цифр: 8×8 серых пикселей со значениями от 0 до 1.</translation>
        </message>
        <message>
            <source>Feature “{name}” is too large to compute for some samples.</source>
            <translation>Признак «{name}» у некоторых примеров слишком велик для вычисления.</translation>
        </message>
        <message>
            <source>Use a lower power.</source>
            <translation>Возьмите меньшую степень.</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>Примеры</translation>
        </message>
        <message>
            <source>How many samples are made, for training and judging together.</source>
            <translation>Сколько примеров создаётся — для обучения и оценки вместе.</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>Шум</translation>
        </message>
        <message>
            <source>Housing</source>
            <translation>Жильё</translation>
        </message>
        <message>
            <source>Price in thousands by area in m², made by a straight line and noise; without standardization only a tiny learning rate converges.</source>
            <translation>Цена в тысячах по площади в м²: прямая и шум; без стандартизации обучение сходится только при крошечной скорости.</translation>
        </message>
        <message>
            <source>The standard deviation of the price around the line, in thousands.</source>
            <translation>Стандартное отклонение цены от прямой, в тысячах.</translation>
        </message>
        <message>
            <source>area, m²</source>
            <translation>площадь, м²</translation>
        </message>
        <message>
            <source>A point is labelled as if it lay up to 5 × noise beside its place.</source>
            <translation>Точка получает метку так, будто она смещена не более чем на 5 × шум.</translation>
        </message>
        <message>
            <source>Circle</source>
            <translation>Круг</translation>
        </message>
        <message>
            <source>A disc of one class inside a ring of the other; x1² and x2² separate them.</source>
            <translation>Диск одного класса внутри кольца другого; их разделяют x1² и x2².</translation>
        </message>
        <message>
            <source>XOR</source>
            <translation>XOR</translation>
        </message>
        <message>
            <source>Opposite quadrants share a class; no straight line separates them, x1x2 does.</source>
            <translation>Противоположные четверти одного класса; ни одна прямая их не разделит, а x1x2 разделяет.</translation>
        </message>
        <message>
            <source>Gauss</source>
            <translation>Гаусс</translation>
        </message>
        <message>
            <source>Two normal clouds around (2, 2) and (−2, −2); a straight line is the best border.</source>
            <translation>Два нормальных облака вокруг (2, 2) и (−2, −2); лучшая граница — прямая.</translation>
        </message>
        <message>
            <source>The variance of each cloud is 0.5 + 7 × noise.</source>
            <translation>Дисперсия каждого облака равна 0,5 + 7 × шум.</translation>
        </message>
        <message>
            <source>Spiral</source>
            <translation>Спираль</translation>
        </message>
        <message>
            <source>Two arms wound into each other; the hardest of the classic four.</source>
            <translation>Два рукава, закрученные друг в друга; самый трудный из четырёх классических наборов.</translation>
        </message>
        <message>
            <source>Each point is moved by up to 1 × noise along each axis.</source>
            <translation>Каждая точка сдвигается не более чем на 1 × шум вдоль каждой оси.</translation>
        </message>
        <message>
            <source>A point's value is taken up to 6 × noise beside its place.</source>
            <translation>Значение точки берётся на расстоянии не более 6 × шум от неё.</translation>
        </message>
        <message>
            <source>Plane</source>
            <translation>Плоскость</translation>
        </message>
        <message>
            <source>The value grows evenly along the diagonal; one linear neuron is enough.</source>
            <translation>Значение равномерно растёт вдоль диагонали; достаточно одного линейного нейрона.</translation>
        </message>
        <message>
            <source>Multi-Gauss</source>
            <translation>Мульти-Гаусс</translation>
        </message>
        <message>
            <source>Six bumps of alternating sign, each a cone of height 1 and radius 2.</source>
            <translation>Шесть холмов с чередующимся знаком, каждый — конус высотой 1 и радиусом 2.</translation>
        </message>
        <message>
            <source>Wave</source>
            <translation>Волна</translation>
        </message>
        <message>
            <source>Hills and valleys in a regular pattern, many of them: a test of capacity.</source>
            <translation>Множество холмов и впадин в правильном узоре: проверка ёмкости сети.</translation>
        </message>
        <message>
            <source>{dataset} is not one of TensorFlow Playground's data sets and cannot follow its seed.</source>
            <translation>Набора данных «{dataset}» нет в TensorFlow Playground, поэтому воспроизвести его по зерну оттуда нельзя.</translation>
        </message>
        <message>
            <source>Choose the stream “numpy”.</source>
            <translation>Выберите поток «numpy».</translation>
        </message>
        <message>
            <source>Some feature is too large to be standardized.</source>
            <translation>Какой-то признак слишком велик для стандартизации.</translation>
        </message>
        <message>
            <source>The data would take {size} GiB; at most {limit} GiB are allowed.</source>
            <translation>Данные заняли бы {size} ГиБ; допускается не больше {limit} ГиБ.</translation>
        </message>
        <message>
            <source>Use fewer samples or fewer features.</source>
            <translation>Возьмите меньше примеров или признаков.</translation>
        </message>
        <message>
            <source>{dataset} has {count} samples with values that are not finite; the first is number {row}.</source>
            <translation>В наборе данных «{dataset}» примеров с бесконечными или нечисловыми значениями: {count}; номер первого — {row}.</translation>
        </message>
        <message>
            <source>Remove them from the data.</source>
            <translation>Удалите их из данных.</translation>
        </message>
        <message>
            <source>Each point is moved by a normal number with the standard deviation 3 × noise.</source>
            <translation>Каждая точка сдвигается на нормальное число со стандартным отклонением 3 × шум.</translation>
        </message>
        <message>
            <source>Moons</source>
            <translation>Луны</translation>
        </message>
        <message>
            <source>Two half circles that reach into each other.</source>
            <translation>Два полукруга, заходящие друг в друга.</translation>
        </message>
        <message>
            <source>Checker</source>
            <translation>Шахматы</translation>
        </message>
        <message>
            <source>Squares of alternating class; the more cells, the more neurons it takes.</source>
            <translation>Клетки чередующихся классов; чем больше клеток, тем больше нужно нейронов.</translation>
        </message>
        <message>
            <source>Cells</source>
            <translation>Клетки</translation>
        </message>
        <message>
            <source>Squares along each side; 2 is an XOR without a gap.</source>
            <translation>Клетки вдоль каждой стороны; 2 — это XOR без зазора.</translation>
        </message>
        <message>
            <source>Blobs</source>
            <translation>Облака</translation>
        </message>
        <message>
            <source>One normal cloud per class, all at the same distance from the centre.</source>
            <translation>По одному нормальному облаку на класс, все на равном расстоянии от центра.</translation>
        </message>
        <message>
            <source>The variance of each cloud is 0.3 + 7 × noise.</source>
            <translation>Дисперсия каждого облака равна 0,3 + 7 × шум.</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>Классы</translation>
        </message>
        <message>
            <source>The number of clouds and classes.</source>
            <translation>Число облаков и классов.</translation>
        </message>
        <message>
            <source>Rings</source>
            <translation>Кольца</translation>
        </message>
        <message>
            <source>Three rings around one centre, each a class of its own.</source>
            <translation>Три кольца вокруг одного центра, каждое — отдельный класс.</translation>
        </message>
        <message>
            <source>Function</source>
            <translation>Функция</translation>
        </message>
        <message>
            <source>Points above a curve are +1, points below it −1; the border is the curve itself.</source>
            <translation>Точки выше кривой — это +1, ниже неё — −1; граница — сама кривая.</translation>
        </message>
        <message>
            <source>Border</source>
            <translation>Граница</translation>
        </message>
        <message>
            <source>The curve between the classes.</source>
            <translation>Кривая между классами.</translation>
        </message>
        <message>
            <source>Iris</source>
            <translation>Ирисы</translation>
        </message>
        <message>
            <source>150 iris flowers of three species, by four measures of their leaves (Fisher, 1936).</source>
            <translation>150 цветков ириса трёх видов по четырём измерениям лепестков и чашелистиков (Фишер, 1936).</translation>
        </message>
        <message>
            <source>Wine</source>
            <translation>Вино</translation>
        </message>
        <message>
            <source>178 Italian wines of three growers, by thirteen chemical measures of very different size.</source>
            <translation>178 итальянских вин трёх виноделов по тринадцати химическим показателям очень разного масштаба.</translation>
        </message>
        <message>
            <source>Breast cancer</source>
            <translation>Рак груди</translation>
        </message>
        <message>
            <source>569 breast tumours, malignant or benign, by thirty measures of their cells (Wisconsin, 1995).</source>
            <translation>569 опухолей груди, злокачественных и доброкачественных, по тридцати измерениям клеток (Висконсин, 1995).</translation>
        </message>
        <message>
            <source>Diabetes</source>
            <translation>Диабет</translation>
        </message>
        <message>
            <source>442 patients by ten raw measures; the value is how far their diabetes progressed in a year.</source>
            <translation>442 пациента по десяти необработанным показателям; значение — насколько диабет развился за год.</translation>
        </message>
        <message>
            <source>Activation</source>
            <translation>Активация</translation>
        </message>
        <message>
            <source>Bends every number that passes. It stands by itself where something comes between a layer and its activation, such as a normalization or an Add.</source>
            <translation>Изгибает каждое проходящее число. Стоит отдельно там, где между слоем и его активацией что-то есть, например нормализация или «Сложение».</translation>
        </message>
        <message>
            <source>The function applied to every number.</source>
            <translation>Функция, применяемая к каждому числу.</translation>
        </message>
        <message>
            <source>{node} takes the largest of every {pieces} features, gets {shape}.</source>
            <translation>Узел «{node}» берёт наибольший признак в группах по {pieces}, а получает {shape}.</translation>
        </message>
        <message>
            <source>Identity</source>
            <translation>Линейная</translation>
        </message>
        <message>
            <source>Leaves the sum as it is: right before a loss, and for linear regression.</source>
            <translation>Оставляет сумму как есть: перед функцией потерь и для линейной регрессии.</translation>
        </message>
        <message>
            <source>Sigmoid</source>
            <translation>Сигмоида</translation>
        </message>
        <message>
            <source>Squeezes any number between 0 and 1, like a probability. Its slope is at most ¼, so gradients shrink quickly through many such layers.</source>
            <translation>Сжимает любое число в промежуток от 0 до 1, как вероятность. Её наклон не больше ¼, поэтому во многих таких слоях подряд градиенты быстро затухают.</translation>
        </message>
        <message>
            <source>Tanh</source>
            <translation>Tanh</translation>
        </message>
        <message>
            <source>Squeezes any number between −1 and 1, around 0. A good first choice for small networks: smooth, and steepest where the sums start.</source>
            <translation>Сжимает любое число в промежуток от −1 до 1 вокруг 0. Хороший первый выбор для малых сетей: гладкая и круче всего там, где суммы начинаются.</translation>
        </message>
        <message>
            <source>Hard tanh</source>
            <translation>Жёсткий tanh</translation>
        </message>
        <message>
            <source>Passes numbers between −1 and 1 and cuts off the rest. Cheaper than tanh; a unit that is cut off for every sample learns no more.</source>
            <translation>Пропускает числа от −1 до 1, остальное обрезает. Дешевле, чем tanh; нейрон, обрезанный на каждом примере, больше не учится.</translation>
        </message>
        <message>
            <source>Softsign</source>
            <translation>Softsign</translation>
        </message>
        <message>
            <source>Between −1 and 1 like tanh, but nears its bounds slowly, so that large sums still have a gradient.</source>
            <translation>От −1 до 1, как tanh, но медленнее приближается к границам, поэтому у больших сумм ещё есть градиент.</translation>
        </message>
        <message>
            <source>Arctan</source>
            <translation>Арктангенс</translation>
        </message>
        <message>
            <source>Between −π/2 and π/2, shaped like tanh but flatter, so that large sums still have a gradient.</source>
            <translation>От −π/2 до π/2, по форме как tanh, но более пологая, поэтому у больших сумм ещё есть градиент.</translation>
        </message>
        <message>
            <source>Repeats for ever, so that few units can draw many waves, such as a spiral's arms. The loss gets many valleys: small starting weights help (Sitzmann et al. 2020).</source>
            <translation>Повторяется бесконечно, поэтому несколько нейронов могут нарисовать много волн, например рукава спирали. У функции потерь появляется много впадин: помогают малые начальные веса (Sitzmann et al. 2020).</translation>
        </message>
        <message>
            <source>1 for positive sums, else 0: the threshold of the first perceptron. Its gradient is zero everywhere, so nothing before it learns by gradient descent.</source>
            <translation>1 для положительных сумм, иначе 0: порог первого перцептрона. Её градиент всюду равен нулю, поэтому ничто перед ней не учится градиентным спуском.</translation>
        </message>
        <message>
            <source>ReLU</source>
            <translation>ReLU</translation>
        </message>
        <message>
            <source>Passes positive sums, stops negative ones. Fast and the usual choice in deep networks; a unit whose sum is always negative learns no more.</source>
            <translation>Пропускает положительные суммы, отсекает отрицательные. Быстрая, обычный выбор в глубоких сетях; нейрон, чья сумма всегда отрицательна, больше не учится.</translation>
        </message>
        <message>
            <source>Leaky ReLU</source>
            <translation>Leaky ReLU</translation>
        </message>
        <message>
            <source>Like ReLU, but lets a small share of negative sums through, so that no unit stops learning.</source>
            <translation>Как ReLU, но пропускает малую долю отрицательных сумм, чтобы ни один нейрон не перестал учиться.</translation>
        </message>
        <message>
            <source>Negative slope</source>
            <translation>Наклон слева</translation>
        </message>
        <message>
            <source>What share of a negative sum passes; 0 is ReLU, 1 is the identity.</source>
            <translation>Какая доля отрицательной суммы проходит; 0 — это ReLU, 1 — тождественная функция.</translation>
        </message>
        <message>
            <source>PReLU</source>
            <translation>PReLU</translation>
        </message>
        <message>
            <source>Like leaky ReLU, but the layer learns what share of negative sums to let through.</source>
            <translation>Как Leaky ReLU, но слой сам учится, какую долю отрицательных сумм пропускать.</translation>
        </message>
        <message>
            <source>First slope</source>
            <translation>Нач. наклон</translation>
        </message>
        <message>
            <source>What share of a negative sum passes at the start; training changes it.</source>
            <translation>Какая доля отрицательной суммы проходит вначале; обучение её меняет.</translation>
        </message>
        <message>
            <source>ELU</source>
            <translation>ELU</translation>
        </message>
        <message>
            <source>Like ReLU, but bends smoothly towards −α for negative sums, which keeps the mean near 0 and the unit alive.</source>
            <translation>Как ReLU, но для отрицательных сумм плавно изгибается к −α, что удерживает среднее около 0 и не даёт нейрону «умереть».</translation>
        </message>
        <message>
            <source>α</source>
            <translation>α</translation>
        </message>
        <message>
            <source>How far below 0 the output can go; 1 has no kink at 0.</source>
            <translation>Насколько ниже 0 может опуститься выход; при 1 в точке 0 нет излома.</translation>
        </message>
        <message>
            <source>SELU</source>
            <translation>SELU</translation>
        </message>
        <message>
            <source>ELU with two constants that draw mean 0 and variance 1 towards themselves through many layers. Start the weights with a normal distribution of 1/√inputs.</source>
            <translation>ELU с двумя константами, которые через много слоёв притягивают среднее к 0, а дисперсию к 1. Начинайте с нормально распределённых весов со стандартным отклонением 1/√(число входов).</translation>
        </message>
        <message>
            <source>GELU</source>
            <translation>GELU</translation>
        </message>
        <message>
            <source>Lets a sum through as much as a normal random number is likely to be below it; the usual choice in transformers.</source>
            <translation>Пропускает такую долю суммы, какова вероятность, что нормальное случайное число окажется меньше неё; обычный выбор в трансформерах.</translation>
        </message>
        <message>
            <source>SiLU</source>
            <translation>SiLU</translation>
        </message>
        <message>
            <source>The sum times its own sigmoid, also called swish: a smooth ReLU with a small dip below 0.</source>
            <translation>Сумма, умноженная на собственную сигмоиду; её называют также swish: гладкая ReLU с небольшим провалом ниже 0.</translation>
        </message>
        <message>
            <source>Mish</source>
            <translation>Mish</translation>
        </message>
        <message>
            <source>A smooth ReLU much like SiLU, with a slightly deeper dip below 0.</source>
            <translation>Гладкая ReLU, очень похожая на SiLU, с чуть более глубоким провалом ниже 0.</translation>
        </message>
        <message>
            <source>Softplus</source>
            <translation>Softplus</translation>
        </message>
        <message>
            <source>A ReLU with its corner rounded off, always positive: for outputs that must be, such as a width.</source>
            <translation>ReLU со скруглённым углом, всегда положительна: для выходов, которые должны быть такими, например для ширины.</translation>
        </message>
        <message>
            <source>Softmax</source>
            <translation>Softmax</translation>
        </message>
        <message>
            <source>Turns the units' numbers into probabilities that add up to 1. Cross-entropy does this itself and wants the numbers before it. On images it compares the channels at every pixel.</source>
            <translation>Превращает числа нейронов в вероятности, сумма которых равна 1. Кросс-энтропия делает это сама и ожидает числа до этого преобразования. На изображениях сравнивает каналы в каждом пикселе.</translation>
        </message>
        <message>
            <source>Maxout</source>
            <translation>Maxout</translation>
        </message>
        <message>
            <source>Every unit makes several sums and passes the largest, so that it learns its own bend out of straight pieces. It takes as many times more weights.</source>
            <translation>Каждый нейрон вычисляет несколько сумм и пропускает наибольшую, поэтому сам выучивает свой изгиб из прямых отрезков. Весов нужно во столько же раз больше.</translation>
        </message>
        <message>
            <source>Pieces</source>
            <translation>Отрезки</translation>
        </message>
        <message>
            <source>How many sums a unit chooses from; 2 can already make a ReLU or an absolute value.</source>
            <translation>Из скольких сумм выбирает нейрон; уже из 2 может получиться ReLU или модуль.</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>Вход</translation>
        </message>
        <message>
            <source>Gives the features of every sample as “x”, and what is wanted for it as “target”.</source>
            <translation>Даёт признаки каждого примера как «x», а желаемый для него ответ — как «target».</translation>
        </message>
        <message>
            <source>Dropout</source>
            <translation>Отбрасывание</translation>
        </message>
        <message>
            <source>In training, sets values to 0 at random and scales up the rest, so that no unit can rely on a single other one. Outside training everything passes.</source>
            <translation>При обучении случайно обнуляет значения и увеличивает остальные, чтобы ни один нейрон не мог полагаться на какой-то один другой. Вне обучения проходит всё.</translation>
        </message>
        <message>
            <source>Probability</source>
            <translation>Вероятность</translation>
        </message>
        <message>
            <source>How likely a value is dropped; 0 drops none. 0.1 to 0.5 is usual.</source>
            <translation>С какой вероятностью значение отбрасывается; при 0 не отбрасывается ни одно. Обычно от 0,1 до 0,5.</translation>
        </message>
        <message>
            <source>Gaussian noise</source>
            <translation>Гауссов шум</translation>
        </message>
        <message>
            <source>In training, adds a normal random number to every value, so that the network learns to ignore small differences. Outside training everything passes unchanged.</source>
            <translation>При обучении прибавляет к каждому значению нормальное случайное число, чтобы сеть научилась не замечать малых различий. Вне обучения всё проходит без изменений.</translation>
        </message>
        <message>
            <source>σ</source>
            <translation>σ</translation>
        </message>
        <message>
            <source>The standard deviation of the noise; 0 adds none.</source>
            <translation>Стандартное отклонение шума; при 0 шума нет.</translation>
        </message>
        <message>
            <source>Uniform</source>
            <translation>Равномерная</translation>
        </message>
        <message>
            <source>Evenly distributed between −a and a, as in TensorFlow Playground.</source>
            <translation>Равномерно распределены между −a и a, как в TensorFlow Playground.</translation>
        </message>
        <message>
            <source>a</source>
            <translation>a</translation>
        </message>
        <message>
            <source>The largest starting weight; 0.5 is TensorFlow Playground's.</source>
            <translation>Наибольший начальный вес; в TensorFlow Playground — 0,5.</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Нормальная</translation>
        </message>
        <message>
            <source>Normally distributed around 0 with standard deviation σ.</source>
            <translation>Нормально распределены вокруг 0 со стандартным отклонением σ.</translation>
        </message>
        <message>
            <source>The standard deviation.</source>
            <translation>Стандартное отклонение.</translation>
        </message>
        <message>
            <source>Xavier uniform</source>
            <translation>Равномерная Ксавье</translation>
        </message>
        <message>
            <source>Keeps the size of values and gradients alike from layer to layer; made for tanh and sigmoid. Also called Glorot.</source>
            <translation>Сохраняет размер значений и градиентов одинаковым от слоя к слою; создана для tanh и сигмоиды. Её называют также инициализацией Глоро.</translation>
        </message>
        <message>
            <source>Xavier normal</source>
            <translation>Нормальная Ксавье</translation>
        </message>
        <message>
            <source>As Xavier uniform, but normally distributed.</source>
            <translation>Как «Равномерная Ксавье», но с нормальным распределением.</translation>
        </message>
        <message>
            <source>Keep steady</source>
            <translation>Сохранять</translation>
        </message>
        <message>
            <source>fan_in keeps the values alike in size on the way forward, fan_out the gradients on the way back.</source>
            <translation>fan_in сохраняет размер значений на прямом проходе, fan_out — размер градиентов на обратном.</translation>
        </message>
        <message>
            <source>Kaiming uniform</source>
            <translation>Равномерная Кайминга</translation>
        </message>
        <message>
            <source>Keeps the size of values alike through layers that stop half of them; made for ReLU. Also called He.</source>
            <translation>Сохраняет размер значений одинаковым в слоях, которые отсекают половину из них; создана для ReLU. Её называют также инициализацией Хе.</translation>
        </message>
        <message>
            <source>Kaiming normal</source>
            <translation>Нормальная Кайминга</translation>
        </message>
        <message>
            <source>As Kaiming uniform, but normally distributed.</source>
            <translation>Как «Равномерная Кайминга», но с нормальным распределением.</translation>
        </message>
        <message>
            <source>Orthogonal</source>
            <translation>Ортогональная</translation>
        </message>
        <message>
            <source>A random rotation times the activation's gain: lengths are kept through many layers, and no two units start alike.</source>
            <translation>Случайный поворот, умноженный на коэффициент активации: длины сохраняются через много слоёв, и никакие два нейрона не начинают одинаково.</translation>
        </message>
        <message>
            <source>Zeros</source>
            <translation>Нули</translation>
        </message>
        <message>
            <source>Every weight starts at 0. Right for linear and logistic regression; with hidden layers all units of a layer stay alike, and hardly anything is learned.</source>
            <translation>Каждый вес начинается с 0. Подходит для линейной и логистической регрессии; при скрытых слоях все нейроны слоя остаются одинаковыми, и почти ничего не выучивается.</translation>
        </message>
        <message>
            <source>Dense</source>
            <translation>Полносвязный</translation>
        </message>
        <message>
            <source>Every unit adds up all inputs, each times a weight of its own, and a bias; the activation bends the sum. Without an activation, two dense layers can do no more than one.</source>
            <translation>Каждый нейрон складывает все входы, умноженные на собственные веса, и смещение; активация изгибает сумму. Без активации два полносвязных слоя могут не больше, чем один.</translation>
        </message>
        <message>
            <source>Units</source>
            <translation>Нейроны</translation>
        </message>
        <message>
            <source>How many neurons stand side by side. More can draw finer shapes and overfit sooner.</source>
            <translation>Сколько нейронов стоит рядом. Чем их больше, тем тоньше формы и тем раньше переобучение.</translation>
        </message>
        <message>
            <source>Bends every unit's sum; without one the network stays a straight line.</source>
            <translation>Изгибает сумму каждого нейрона; без неё сеть остаётся прямой.</translation>
        </message>
        <message>
            <source>Bias</source>
            <translation>Смещение</translation>
        </message>
        <message>
            <source>A number every unit adds to its sum, so that it need not pass through the origin.</source>
            <translation>Число, которое каждый нейрон прибавляет к сумме, чтобы она не обязана была проходить через начало координат.</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>Входы</translation>
        </message>
        <message>
            <source>How many inputs are expected; empty takes whatever comes.</source>
            <translation>Сколько входов ожидается; если пусто, годится любое число.</translation>
        </message>
        <message>
            <source>{node} expects {count} inputs, gets {shape}.</source>
            <translation>Узел «{node}» ожидает входов: {count}, а получает {shape}.</translation>
        </message>
        <message>
            <source>A dense layer reads a flat list of numbers.</source>
            <translation>Полносвязный слой читает плоский список чисел.</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>Потери</translation>
        </message>
        <message>
            <source>Measures how far the prediction is from the target; training makes this number small. Without a wire at “target” it compares with the data's own target. Several losses add up by their weights.</source>
            <translation>Измеряет, насколько предсказание далеко от цели; обучение уменьшает это число. Без связи на входе «target» сравнивает с целью из самих данных. Несколько функций потерь складываются по их весам.</translation>
        </message>
        <message>
            <source>How errors are counted. Empty chooses for the data: binary cross-entropy for one output and two classes, cross-entropy for one output per class, squared error for values.</source>
            <translation>Как считаются ошибки. Если пусто, выбирается по данным: бинарная кросс-энтропия для одного выхода и двух классов, кросс-энтропия для одного выхода на класс, квадратичная ошибка для значений.</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>Вес</translation>
        </message>
        <message>
            <source>Multiplies this loss in the sum of all losses.</source>
            <translation>Умножает эту функцию потерь в сумме всех потерь.</translation>
        </message>
        <message>
            <source>Binary cross-entropy</source>
            <translation>Бинарная кросс-энтропия</translation>
        </message>
        <message>
            <source>For yes-or-no answers: the surprise at the truth, −log of the probability given to it. Takes a raw score and applies the sigmoid itself, so the layer before needs no activation. Several outputs are independent questions.</source>
            <translation>Для ответов «да» или «нет»: неожиданность истины, −log вероятности, которую ей дали. Принимает необработанную оценку и сама применяет сигмоиду, поэтому предыдущему слою активация не нужна. Несколько выходов — это независимые вопросы.</translation>
        </message>
        <message>
            <source>Cross-entropy</source>
            <translation>Кросс-энтропия</translation>
        </message>
        <message>
            <source>For one choice among several classes: the surprise at the truth, −log of the probability given to it. Takes one raw score per class and applies softmax itself, so the layer before needs no activation.</source>
            <translation>Для выбора одного из нескольких классов: неожиданность истины, −log вероятности, которую ей дали. Принимает по одной необработанной оценке на класс и сама применяет softmax, поэтому предыдущему слою активация не нужна.</translation>
        </message>
        <message>
            <source>Label smoothing</source>
            <translation>Сглаживание меток</translation>
        </message>
        <message>
            <source>Gives the wrong classes this share of the truth, so that scores need not grow for ever.</source>
            <translation>Отдаёт неверным классам эту долю истины, чтобы оценкам не нужно было расти без конца.</translation>
        </message>
        <message>
            <source>Hinge</source>
            <translation>Hinge</translation>
        </message>
        <message>
            <source>The loss of support vector machines: the right class must win by a margin of 1, and whoever is right by more costs nothing. One output for two classes must reach −1 or +1.</source>
            <translation>Функция потерь метода опорных векторов: верный класс должен победить с зазором 1, а больший зазор ничего не стоит. Один выход для двух классов должен достичь −1 или +1.</translation>
        </message>
        <message>
            <source>Squared hinge</source>
            <translation>Квадрат hinge</translation>
        </message>
        <message>
            <source>As hinge, but every violation of the margin is squared: smooth, and stricter with large ones.</source>
            <translation>Как Hinge, но каждое нарушение зазора возводится в квадрат: гладкая и строже к большим нарушениям.</translation>
        </message>
        <message>
            <source>Half squared error</source>
            <translation>Половина квадрата ошибки</translation>
        </message>
        <message>
            <source>Half the squared distance to the target, as in TensorFlow Playground; the half makes the gradient simply the difference. Two classes count as −1 and +1.</source>
            <translation>Половина квадрата расстояния до цели, как в TensorFlow Playground; благодаря половине градиент — просто разность. Два класса считаются как −1 и +1.</translation>
        </message>
        <message>
            <source>Squared error</source>
            <translation>Квадратичная ошибка</translation>
        </message>
        <message>
            <source>The squared distance to the target, averaged over the outputs: the usual loss for values. A few far outliers count for much.</source>
            <translation>Квадрат расстояния до цели, усреднённый по выходам: обычная функция потерь для значений. Несколько далёких выбросов влияют сильно.</translation>
        </message>
        <message>
            <source>Absolute error</source>
            <translation>Абсолютная ошибка</translation>
        </message>
        <message>
            <source>The distance to the target, averaged over the outputs. Outliers count for less than with squares; it finds the median instead of the mean.</source>
            <translation>Расстояние до цели, усреднённое по выходам. Выбросы влияют меньше, чем при квадратах; находит медиану вместо среднего.</translation>
        </message>
        <message>
            <source>Huber</source>
            <translation>Хьюбер</translation>
        </message>
        <message>
            <source>Half squared error up to δ, then a straight line: smooth at the target, and calm about outliers.</source>
            <translation>Половина квадрата ошибки до δ, дальше прямая: гладкая у цели и спокойная к выбросам.</translation>
        </message>
        <message>
            <source>δ</source>
            <translation>δ</translation>
        </message>
        <message>
            <source>The distance at which squares give way to a straight line.</source>
            <translation>Расстояние, на котором квадраты сменяются прямой.</translation>
        </message>
        <message>
            <source>{node} joins inputs of one shape, gets {first} and {other}.</source>
            <translation>Узел «{node}» объединяет входы одной формы, а получает {first} и {other}.</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Сложение</translation>
        </message>
        <message>
            <source>Adds its inputs, value by value. With a wire that skips some layers it makes a residual connection: the layers only learn what to change.</source>
            <translation>Складывает входы, значение со значением. Со связью в обход нескольких слоёв образует остаточное соединение: слои учат только то, что нужно изменить.</translation>
        </message>
        <message>
            <source>Multiply</source>
            <translation>Умножение</translation>
        </message>
        <message>
            <source>Multiplies its inputs, value by value. With a sigmoid on one of them it makes a gate that lets the other through or not.</source>
            <translation>Перемножает входы, значение на значение. С сигмоидой на одном из них образует вентиль, который пропускает другой или нет.</translation>
        </message>
        <message>
            <source>Concatenate</source>
            <translation>Конкатенация</translation>
        </message>
        <message>
            <source>Puts its inputs side by side, features after features, or channels after channels of images of one size, so that the next layer sees all of them.</source>
            <translation>Ставит входы рядом, признаки за признаками или каналы за каналами изображений одного размера, чтобы следующий слой видел их все.</translation>
        </message>
        <message>
            <source>{node} joins inputs that differ in the first size only, gets {first} and {other}.</source>
            <translation>Узел «{node}» объединяет входы, которые различаются только первым размером, а получает {first} и {other}.</translation>
        </message>
        <message>
            <source>ε</source>
            <translation>ε</translation>
        </message>
        <message>
            <source>Added to the variance, so that a constant feature is not divided by 0.</source>
            <translation>Прибавляется к дисперсии, чтобы постоянный признак не делился на 0.</translation>
        </message>
        <message>
            <source>Batch norm</source>
            <translation>Пакетная норм.</translation>
        </message>
        <message>
            <source>Shifts and scales every feature, or every channel of an image, to mean 0 and variance 1 over the batch, then by two learned numbers. Allows higher learning rates. Outside training, and for a batch of one number per feature, it uses the running mean and variance.</source>
            <translation>Сдвигает и масштабирует каждый признак или каждый канал изображения к среднему 0 и дисперсии 1 по пакету, а затем — двумя обучаемыми числами. Допускает большую скорость обучения. Вне обучения и для пакета с одним числом на признак использует скользящие среднее и дисперсию.</translation>
        </message>
        <message>
            <source>Momentum</source>
            <translation>Импульс</translation>
        </message>
        <message>
            <source>The share of the newest batch in the running mean and variance.</source>
            <translation>Доля самого нового пакета в скользящих среднем и дисперсии.</translation>
        </message>
        <message>
            <source>{node} normalizes features with up to 3 more axes, gets {shape}.</source>
            <translation>Узел «{node}» нормализует признаки не более чем с 3 дополнительными осями, а получает {shape}.</translation>
        </message>
        <message>
            <source>Layer norm</source>
            <translation>Послойная норм.</translation>
        </message>
        <message>
            <source>Shifts and scales the values of every sample to mean 0 and variance 1, then each by two learned numbers. Works alike in training and outside, whatever the batch.</source>
            <translation>Сдвигает и масштабирует значения каждого примера к среднему 0 и дисперсии 1, а затем каждое — двумя обучаемыми числами. Работает одинаково при обучении и вне его, каким бы ни был пакет.</translation>
        </message>
        <message>
            <source>Flatten</source>
            <translation>Выпрямление</translation>
        </message>
        <message>
            <source>Lays all numbers of a sample, such as an image's pixels, in one list.</source>
            <translation>Выкладывает все числа примера, например пиксели изображения, в один список.</translation>
        </message>
        <message>
            <source>Reshape</source>
            <translation>Изменение формы</translation>
        </message>
        <message>
            <source>Arranges the numbers of a sample in another shape, for example 64 of them as an image of 1×8×8. Nothing is lost and nothing computed.</source>
            <translation>Располагает числа примера в другой форме, например 64 числа как изображение 1×8×8. Ничего не теряется и ничего не вычисляется.</translation>
        </message>
        <message>
            <source>Sizes</source>
            <translation>Размеры</translation>
        </message>
        <message>
            <source>The new sizes without the batch; one of them can be −1 and takes what remains.</source>
            <translation>Новые размеры без пакета; один из них может быть −1, тогда он берёт всё оставшееся.</translation>
        </message>
        <message>
            <source>{node} cannot arrange {count} numbers as {sizes}.</source>
            <translation>Узел «{node}» не может придать числам форму {sizes}; всего чисел: {count}.</translation>
        </message>
        <message>
            <source>{node} reads numbers, gets the index of one of {classes} classes.</source>
            <translation>Узел «{node}» читает числа, а получает номер класса (всего классов: {classes}).</translation>
        </message>
        <message>
            <source>Connect an output that gives numbers, such as the “x” of Input.</source>
            <translation>Подключите выход, который даёт числа, например «x» узла «Вход».</translation>
        </message>
        <message>
            <source>{node} expects a flat list of numbers, gets {shape}.</source>
            <translation>Узел «{node}» ожидает плоский список чисел, а получает {shape}.</translation>
        </message>
        <message>
            <source>{node} compares classes, gets a target of real values ({shape}).</source>
            <translation>Узел «{node}» сравнивает классы, а получает цель из вещественных значений ({shape}).</translation>
        </message>
        <message>
            <source>Choose a loss for values, such as squared error.</source>
            <translation>Выберите функцию потерь для значений, например квадратичную ошибку.</translation>
        </message>
        <message>
            <source>{node} compares with a target of {target}, gets {shape}.</source>
            <translation>Узел «{node}» сравнивает с целью {target}, а получает {shape}.</translation>
        </message>
        <message>
            <source>{node} compares one class per sample, but the target has {shape} of them.</source>
            <translation>Узел «{node}» сравнивает один класс на пример, а в цели их {shape}.</translation>
        </message>
        <message>
            <source>{node} compares {classes} classes, gets {count} values.</source>
            <translation>Узел «{node}» сравнивает классы числом {classes}, а получает значений: {count}.</translation>
        </message>
        <message>
            <source>{node} compares {classes} classes, gets {shape}.</source>
            <translation>Узел «{node}» сравнивает классы числом {classes}, а получает {shape}.</translation>
        </message>
        <message>
            <source>Training in phases cannot be written as a script.</source>
            <translation>Обучение по фазам нельзя записать в виде скрипта.</translation>
        </message>
        <message>
            <source>The network has no weights to train.</source>
            <translation>В сети нет весов, которые можно обучать.</translation>
        </message>
        <message>
            <source>Add a Dense layer.</source>
            <translation>Добавьте полносвязный слой.</translation>
        </message>
        <message>
            <source>The folder cannot be written to: {reason}.</source>
            <translation>В папку нельзя записать: {reason}.</translation>
        </message>
        <message>
            <source>Choose another folder.</source>
            <translation>Выберите другую папку.</translation>
        </message>
        <message>
            <source>Byte {position} is not UTF-8 text.</source>
            <translation>Байт {position} — не текст UTF-8.</translation>
        </message>
        <message>
            <source>The JSON is broken at line {line}, column {column}: {reason}.</source>
            <translation>JSON нарушен в строке {line}, столбце {column}: {reason}.</translation>
        </message>
        <message>
            <source>Mend it there or open another file.</source>
            <translation>Исправьте это место или откройте другой файл.</translation>
        </message>
        <message>
            <source>A number in the JSON has too many digits.</source>
            <translation>В числе в JSON слишком много цифр.</translation>
        </message>
        <message>
            <source>The JSON holds {name}, which is no number.</source>
            <translation>В JSON встретилось {name}, а это не число.</translation>
        </message>
        <message>
            <source>Replace it by a finite number.</source>
            <translation>Замените его конечным числом.</translation>
        </message>
        <message>
            <source>The number {number} in the JSON is too large.</source>
            <translation>Число {number} в JSON слишком велико.</translation>
        </message>
        <message>
            <source>A text in the JSON holds half a character.</source>
            <translation>Текст в JSON содержит половину символа.</translation>
        </message>
        <message>
            <source>The JSON is nested more than {depth} levels deep.</source>
            <translation>Глубина вложенности JSON больше {depth}.</translation>
        </message>
        <message>
            <source>This is not the name of a file.</source>
            <translation>Это не имя файла.</translation>
        </message>
        <message>
            <source>There is no such file.</source>
            <translation>Такого файла нет.</translation>
        </message>
        <message>
            <source>This is a folder and not a file.</source>
            <translation>Это папка, а не файл.</translation>
        </message>
        <message>
            <source>You have no permission to read it.</source>
            <translation>У вас нет прав на чтение этого файла.</translation>
        </message>
        <message>
            <source>It cannot be read: {reason}.</source>
            <translation>Файл не читается: {reason}.</translation>
        </message>
        <message>
            <source>It holds more than {limit} MB, the most that is read.</source>
            <translation>Файл больше {limit} МБ, а больше не читается.</translation>
        </message>
        <message>
            <source>NN Playground opens .nnp projects and JSON experiments.</source>
            <translation>NN Playground открывает проекты .nnp и эксперименты JSON.</translation>
        </message>
        <message>
            <source>The project is damaged: it is no complete zip file.</source>
            <translation>Проект повреждён: zip-файл неполон.</translation>
        </message>
        <message>
            <source>Save it again by NN Playground.</source>
            <translation>Сохраните его заново в NN Playground.</translation>
        </message>
        <message>
            <source>The project is encrypted or packed in an unknown way.</source>
            <translation>Проект зашифрован или упакован неизвестным способом.</translation>
        </message>
        <message>
            <source>The zip file holds no {name}.</source>
            <translation>В zip-файле нет {name}.</translation>
        </message>
        <message>
            <source>The project's weights are damaged.</source>
            <translation>Веса проекта повреждены.</translation>
        </message>
        <message>
            <source>It cannot be written: {reason}.</source>
            <translation>Файл не записывается: {reason}.</translation>
        </message>
        <message>
            <source>There is no preset called “{name}”.</source>
            <translation>Нет заготовки с именем «{name}».</translation>
        </message>
        <message>
            <source>“{source}” is neither a file, a preset nor a link.</source>
            <translation>«{source}» — не файл, не заготовка и не ссылка.</translation>
        </message>
        <message>
            <source>The link's networkShape “{shape}” is no list of layer sizes.</source>
            <translation>networkShape «{shape}» в ссылке — не список размеров слоёв.</translation>
        </message>
        <message>
            <source>Write it like networkShape=4,2.</source>
            <translation>Напишите, например, networkShape=4,2.</translation>
        </message>
        <message>
            <source>The link asks for {count} layers; at most {limit} are read.</source>
            <translation>Слоёв в ссылке: {count}; читается не больше {limit}.</translation>
        </message>
        <message>
            <source>Copy it from the address bar; it begins with {start}.</source>
            <translation>Скопируйте её из адресной строки; она начинается с {start}.</translation>
        </message>
        <message>
            <source>This is not a TensorFlow Playground link.</source>
            <translation>Это не ссылка на TensorFlow Playground.</translation>
        </message>
        <message>
            <source>The link switches every input off, so that there is nothing to learn from.</source>
            <translation>Ссылка отключает все входы, и учиться не на чем.</translation>
        </message>
        <message>
            <source>Switch one on, for example x=true.</source>
            <translation>Включите какой-нибудь, например x=true.</translation>
        </message>
        <message>
            <source>TensorFlow Playground cannot show this: {reason}</source>
            <translation>TensorFlow Playground не может это показать: {reason}</translation>
        </message>
        <message>
            <source>the network is not a single chain of dense layers.</source>
            <translation>сеть — не одна цепочка полносвязных слоёв.</translation>
        </message>
        <message>
            <source>it has no data set {name}.</source>
            <translation>в нём нет набора данных «{name}».</translation>
        </message>
        <message>
            <source>it always makes {count} samples.</source>
            <translation>число примеров в нём всегда {count}.</translation>
        </message>
        <message>
            <source>the samples do not come from its own random numbers.</source>
            <translation>примеры взяты не из его собственных случайных чисел.</translation>
        </message>
        <message>
            <source>it has no standardization and no validation part.</source>
            <translation>в нём нет ни стандартизации, ни проверочной части.</translation>
        </message>
        <message>
            <source>its seeds are made of letters, digits and points.</source>
            <translation>его зёрна состоят из букв, цифр и точек.</translation>
        </message>
        <message>
            <source>its noise ends at 80 %.</source>
            <translation>его шум не превышает 80 %.</translation>
        </message>
        <message>
            <source>its inputs are other features, or stand in another order.</source>
            <translation>его входы — другие признаки или стоят в другом порядке.</translation>
        </message>
        <message>
            <source>its output is one neuron, tanh for classes and linear for values.</source>
            <translation>его выход — один нейрон, tanh для классов и линейный для значений.</translation>
        </message>
        <message>
            <source>its loss is half the squared error.</source>
            <translation>его функция потерь — половина квадрата ошибки.</translation>
        </message>
        <message>
            <source>its hidden layers all use one of ReLU, tanh, sigmoid and linear.</source>
            <translation>у всех его скрытых слоёв одна активация: ReLU, tanh, сигмоида или линейная.</translation>
        </message>
        <message>
            <source>its weights start between −0.5 and 0.5 with biases of 0.1, or all at 0.</source>
            <translation>его веса начинаются между −0,5 и 0,5 при смещениях 0,1 либо все с 0.</translation>
        </message>
        <message>
            <source>its layers cannot have options of their own.</source>
            <translation>у его слоёв не бывает собственных параметров.</translation>
        </message>
        <message>
            <source>its only optimizer is plain SGD.</source>
            <translation>его единственный оптимизатор — обычный SGD.</translation>
        </message>
        <message>
            <source>it has no schedule, gradient clipping or phases.</source>
            <translation>в нём нет расписания, ограничения градиента и фаз.</translation>
        </message>
        <message>
            <source>it applies L1 or L2 after each step, and weights that L1 makes 0 stay there.</source>
            <translation>он применяет L1 или L2 после каждого шага, и веса, обнулённые L1, остаются нулевыми.</translation>
        </message>
        <message>
            <source>it never shuffles, and samples left over join the next epoch's first batch.</source>
            <translation>он никогда не перемешивает, и оставшиеся примеры входят в первый пакет следующей эпохи.</translation>
        </message>
        <message>
            <source>it computes in 64 bits.</source>
            <translation>он считает с 64-битной точностью.</translation>
        </message>
        <message>
            <source>Data changed</source>
            <translation>Данные изменены</translation>
        </message>
        <message>
            <source>Network edited</source>
            <translation>Сеть изменена</translation>
        </message>
        <message>
            <source>{title} {before} → {after}</source>
            <translation>{title} {before} → {after}</translation>
        </message>
        <message>
            <source>This computer has {found} CUDA devices that PyTorch can use; {wanted} is not there.</source>
            <translation>Устройств CUDA, доступных PyTorch на этом компьютере: {found}; среди них нет {wanted}.</translation>
        </message>
        <message>
            <source>Choose “auto” or “cpu”.</source>
            <translation>Выберите «auto» или «cpu».</translation>
        </message>
        <message>
            <source>A small number that keeps the division from blowing up.</source>
            <translation>Малое число, которое не даёт делению взорваться.</translation>
        </message>
        <message>
            <source>Epsilon ε</source>
            <translation>Эпсилон ε</translation>
        </message>
        <message>
            <source>SGD</source>
            <translation>SGD</translation>
        </message>
        <message>
            <source>Steps straight down the gradient; momentum keeps rolling in valleys.</source>
            <translation>Шагает прямо вниз против градиента; импульс помогает катиться по оврагам.</translation>
        </message>
        <message>
            <source>Momentum μ</source>
            <translation>Импульс μ</translation>
        </message>
        <message>
            <source>The share of the last step that goes on into this one.</source>
            <translation>Доля прошлого шага, которая переходит в текущий.</translation>
        </message>
        <message>
            <source>Nesterov</source>
            <translation>Нестеров</translation>
        </message>
        <message>
            <source>Takes the gradient where momentum is about to lead; needs momentum above 0.</source>
            <translation>Берёт градиент там, куда импульс вот-вот приведёт; нужен импульс больше 0.</translation>
        </message>
        <message>
            <source>Nesterov needs momentum above 0.</source>
            <translation>Методу Нестерова нужен импульс больше 0.</translation>
        </message>
        <message>
            <source>Set momentum to 0.9, or turn Nesterov off.</source>
            <translation>Задайте импульс 0.9 или отключите метод Нестерова.</translation>
        </message>
        <message>
            <source>Adagrad</source>
            <translation>Adagrad</translation>
        </message>
        <message>
            <source>Weights with large gradients so far take ever smaller steps.</source>
            <translation>Веса, у которых градиенты до сих пор были велики, делают всё меньшие шаги.</translation>
        </message>
        <message>
            <source>Adadelta</source>
            <translation>Adadelta</translation>
        </message>
        <message>
            <source>Sets the step by the size of past steps; a learning rate of 1 is usual.</source>
            <translation>Выбирает шаг по размеру прошлых шагов; обычная скорость обучения — 1.</translation>
        </message>
        <message>
            <source>Decay ρ</source>
            <translation>Затухание ρ</translation>
        </message>
        <message>
            <source>How much of the past is remembered each step.</source>
            <translation>Какая часть прошлого помнится на каждом шаге.</translation>
        </message>
        <message>
            <source>RMSprop</source>
            <translation>RMSprop</translation>
        </message>
        <message>
            <source>Divides each gradient by its recent size, so that all weights move alike.</source>
            <translation>Делит каждый градиент на его недавний размер, чтобы все веса двигались одинаково.</translation>
        </message>
        <message>
            <source>Decay α</source>
            <translation>Затухание α</translation>
        </message>
        <message>
            <source>How much of the past size is remembered each step.</source>
            <translation>Какая часть прошлого размера помнится на каждом шаге.</translation>
        </message>
        <message>
            <source>Adam</source>
            <translation>Adam</translation>
        </message>
        <message>
            <source>RMSprop with momentum and a correction for the first steps; a good first choice.</source>
            <translation>RMSprop с импульсом и поправкой для первых шагов; хороший первый выбор.</translation>
        </message>
        <message>
            <source>β₁</source>
            <translation>β₁</translation>
        </message>
        <message>
            <source>How much of the mean gradient is remembered.</source>
            <translation>Какая часть среднего градиента помнится.</translation>
        </message>
        <message>
            <source>β₂</source>
            <translation>β₂</translation>
        </message>
        <message>
            <source>How much of the gradient's size is remembered.</source>
            <translation>Какая часть размера градиента помнится.</translation>
        </message>
        <message>
            <source>AdamW</source>
            <translation>AdamW</translation>
        </message>
        <message>
            <source>Adam that also shrinks all weights a little every step.</source>
            <translation>Adam, который ещё и немного уменьшает все веса на каждом шаге.</translation>
        </message>
        <message>
            <source>Weight decay λ</source>
            <translation>Затухание весов λ</translation>
        </message>
        <message>
            <source>How strongly weights shrink.</source>
            <translation>Насколько сильно уменьшаются веса.</translation>
        </message>
        <message>
            <source>L-BFGS</source>
            <translation>L-BFGS</translation>
        </message>
        <message>
            <source>Learns the curvature and searches along each direction; use it with a full batch and a rate of 1.</source>
            <translation>Изучает кривизну и ищет вдоль каждого направления; берите полный пакет и скорость 1.</translation>
        </message>
        <message>
            <source>Iterations</source>
            <translation>Итерации</translation>
        </message>
        <message>
            <source>At most so many inner iterations per step.</source>
            <translation>Наибольшее число внутренних итераций за шаг.</translation>
        </message>
        <message>
            <source>History</source>
            <translation>История</translation>
        </message>
        <message>
            <source>How many past steps describe the curvature.</source>
            <translation>Сколько прошлых шагов описывают кривизну.</translation>
        </message>
        <message>
            <source>Line search</source>
            <translation>Линейный поиск</translation>
        </message>
        <message>
            <source>Find a step length by the strong Wolfe conditions.</source>
            <translation>Находить длину шага по сильным условиям Вольфе.</translation>
        </message>
        <message>
            <source>There is no probe called “{name}”.</source>
            <translation>Нет пробы с именем «{name}».</translation>
        </message>
        <message>
            <source>Interrupted.</source>
            <translation>Прервано.</translation>
        </message>
        <message>
            <source>The run has no end.</source>
            <translation>У запуска нет конца.</translation>
        </message>
        <message>
            <source>Say after how many epochs, steps or seconds it stops, or until what.</source>
            <translation>Укажите, через сколько эпох, шагов или секунд он остановится или до какого условия идёт.</translation>
        </message>
        <message>
            <source>Constant</source>
            <translation>Постоянная</translation>
        </message>
        <message>
            <source>The learning rate stays as it is set.</source>
            <translation>Скорость обучения остаётся заданной.</translation>
        </message>
        <message>
            <source>Exponential</source>
            <translation>Экспоненциальная</translation>
        </message>
        <message>
            <source>Every step multiplies the learning rate by the factor.</source>
            <translation>Каждый шаг умножает скорость обучения на множитель.</translation>
        </message>
        <message>
            <source>Factor γ</source>
            <translation>Множитель γ</translation>
        </message>
        <message>
            <source>The default halves the rate in about 35,000 steps.</source>
            <translation>Значение по умолчанию уменьшает скорость вдвое примерно за 35 000 шагов.</translation>
        </message>
        <message>
            <source>Step decay</source>
            <translation>Ступенчатая</translation>
        </message>
        <message>
            <source>Every so many epochs the learning rate is multiplied by the factor.</source>
            <translation>Через заданное число эпох скорость обучения умножается на множитель.</translation>
        </message>
        <message>
            <source>Every</source>
            <translation>Период</translation>
        </message>
        <message>
            <source>Epochs between two drops.</source>
            <translation>Число эпох между двумя снижениями.</translation>
        </message>
        <message>
            <source>What the rate is multiplied by.</source>
            <translation>На что умножается скорость.</translation>
        </message>
        <message>
            <source>Cosine</source>
            <translation>Косинусная</translation>
        </message>
        <message>
            <source>Falls along half a cosine wave, slowly at both ends.</source>
            <translation>Снижается по половине волны косинуса, медленно на обоих концах.</translation>
        </message>
        <message>
            <source>Over</source>
            <translation>Длина</translation>
        </message>
        <message>
            <source>Epochs until the end of the wave.</source>
            <translation>Число эпох до конца волны.</translation>
        </message>
        <message>
            <source>Floor</source>
            <translation>Минимум</translation>
        </message>
        <message>
            <source>The share of the rate that remains.</source>
            <translation>Доля скорости, которая остаётся.</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>Разогрев</translation>
        </message>
        <message>
            <source>Grows evenly to the full learning rate, then stays there.</source>
            <translation>Равномерно растёт до полной скорости обучения, затем остаётся на ней.</translation>
        </message>
        <message>
            <source>Steps until the full rate.</source>
            <translation>Число шагов до полной скорости.</translation>
        </message>
        <message>
            <source>On a plateau</source>
            <translation>На плато</translation>
        </message>
        <message>
            <source>When the training loss has not fallen for some epochs, the rate is multiplied by the factor.</source>
            <translation>Если потери на обучении не снижались несколько эпох, скорость умножается на множитель.</translation>
        </message>
        <message>
            <source>Patience</source>
            <translation>Терпение</translation>
        </message>
        <message>
            <source>Epochs without a lower loss before the drop.</source>
            <translation>Число эпох без снижения потерь до уменьшения скорости.</translation>
        </message>
        <message>
            <source>Threshold</source>
            <translation>Порог</translation>
        </message>
        <message>
            <source>The relative fall that counts as lower.</source>
            <translation>Относительное снижение, которое считается улучшением.</translation>
        </message>
        <message>
            <source>The loss is not finite at epoch {epoch}, step {step}: the weights of {node} blew up.</source>
            <translation>В эпоху {epoch} на шаге {step} потери перестали быть конечными: веса узла «{node}» взорвались.</translation>
        </message>
        <message>
            <source>Lower the learning rate from {rate} to {lower} and start again.</source>
            <translation>Уменьшите скорость обучения с {rate} до {lower} и начните заново.</translation>
        </message>
        <message>
            <source>{count} epochs are done.</source>
            <translation>Пройдено эпох: {count}.</translation>
        </message>
        <message>
            <source>{count} steps are done.</source>
            <translation>Пройдено шагов: {count}.</translation>
        </message>
        <message>
            <source>{count} seconds have passed.</source>
            <translation>Прошло секунд: {count}.</translation>
        </message>
        <message>
            <source>{condition} holds.</source>
            <translation>Выполнено условие {condition}.</translation>
        </message>
        <message>
            <source>No better validation loss for {count} epochs; back to the weights of epoch {best}.</source>
            <translation>Эпох без улучшения потерь на проверке: {count}; возвращены веса эпохи {best}.</translation>
        </message>
        <message>
            <source>There is no weight {node}.{parameter}{index}.</source>
            <translation>Нет веса {node}.{parameter}{index}.</translation>
        </message>
        <message>
            <source>Early stopping needs validation data, of which there is none.</source>
            <translation>Для ранней остановки нужны проверочные данные, а их нет.</translation>
        </message>
        <message>
            <source>Set data.split.validation above 0, for example 0.2.</source>
            <translation>Задайте data.split.validation больше 0, например 0.2.</translation>
        </message>
        <message>
            <source>Training stopped with an unexpected error: {error}</source>
            <translation>Обучение остановлено непредвиденной ошибкой: {error}</translation>
        </message>
        <message>
            <source>The picture could not be written.</source>
            <translation>Не удалось записать изображение.</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Выход</translation>
        </message>
    </context>
</TS>
