<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU">
    <context>
        <name>About</name>
        <message>
            <source>About NN Playground</source>
            <translation>О программе NN Playground</translation>
        </message>
        <message>
            <source>Build, train and look inside neural networks. Everything runs on this computer; nothing is sent anywhere.</source>
            <translation>Стройте и обучайте нейронные сети и смотрите, что у них внутри. Всё работает на этом компьютере; ничего никуда не отправляется.</translation>
        </message>
        <message>
            <source>Version {version}</source>
            <translation>Версия {version}</translation>
        </message>
        <message>
            <source>Trains on</source>
            <translation>Обучает на</translation>
        </message>
        <message>
            <source>The log lies in {folder}.</source>
            <translation>Журнал лежит в {folder}.</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>Открыть папку</translation>
        </message>
        <message>
            <source>Licences</source>
            <translation>Лицензии</translation>
        </message>
        <message>
            <source>Copy versions</source>
            <translation>Копировать версии</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
    </context>
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
            <source>There is nothing to undo.</source>
            <translation>Отменять нечего.</translation>
        </message>
        <message>
            <source>There is nothing to redo.</source>
            <translation>Повторять нечего.</translation>
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
            <source>New window</source>
            <translation>Новое окно</translation>
        </message>
        <message>
            <source>Open from clipboard</source>
            <translation>Открыть из буфера обмена</translation>
        </message>
        <message>
            <source>Open text or link…</source>
            <translation>Открыть текст или ссылку…</translation>
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
            <source>Save as template…</source>
            <translation>Сохранить как шаблон…</translation>
        </message>
        <message>
            <source>Save training with the project</source>
            <translation>Сохранять обучение вместе с проектом</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Экспорт…</translation>
        </message>
        <message>
            <source>Share…</source>
            <translation>Поделиться…</translation>
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
            <source>Save picture of the network…</source>
            <translation>Сохранить картинку сети…</translation>
        </message>
        <message>
            <source>Make training film…</source>
            <translation>Снять фильм об обучении…</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Выйти</translation>
        </message>
        <message>
            <source>Cut</source>
            <translation>Вырезать</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Копировать</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Вставить</translation>
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
            <source>Search layers</source>
            <translation>Поиск слоёв</translation>
        </message>
        <message>
            <source>Apply first fix</source>
            <translation>Исправить первую проблему</translation>
        </message>
        <message>
            <source>Fix all problems</source>
            <translation>Исправить всё</translation>
        </message>
        <message>
            <source>Draw data</source>
            <translation>Рисовать данные</translation>
        </message>
        <message>
            <source>Import table…</source>
            <translation>Импорт таблицы…</translation>
        </message>
        <message>
            <source>Import folder of images…</source>
            <translation>Импортировать папку изображений…</translation>
        </message>
        <message>
            <source>Import images…</source>
            <translation>Импортировать изображения…</translation>
        </message>
        <message>
            <source>Mute</source>
            <translation>Заглушить</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>Переименовать…</translation>
        </message>
        <message>
            <source>Group as block</source>
            <translation>Собрать в блок</translation>
        </message>
        <message>
            <source>Ungroup</source>
            <translation>Разобрать блок</translation>
        </message>
        <message>
            <source>Open or fold block</source>
            <translation>Раскрыть или свернуть блок</translation>
        </message>
        <message>
            <source>Save block to palette…</source>
            <translation>Сохранить блок в палитру…</translation>
        </message>
        <message>
            <source>Pictures in a window of their own</source>
            <translation>Картинки в отдельном окне</translation>
        </message>
        <message>
            <source>Save picture…</source>
            <translation>Сохранить картинку…</translation>
        </message>
        <message>
            <source>Arrange automatically</source>
            <translation>Расставить автоматически</translation>
        </message>
        <message>
            <source>Tidy</source>
            <translation>Прибрать</translation>
        </message>
        <message>
            <source>Left edges</source>
            <translation>По левому краю</translation>
        </message>
        <message>
            <source>Centres</source>
            <translation>По центру</translation>
        </message>
        <message>
            <source>Right edges</source>
            <translation>По правому краю</translation>
        </message>
        <message>
            <source>Upper edges</source>
            <translation>По верхнему краю</translation>
        </message>
        <message>
            <source>Middles</source>
            <translation>По середине</translation>
        </message>
        <message>
            <source>Lower edges</source>
            <translation>По нижнему краю</translation>
        </message>
        <message>
            <source>Distribute horizontally</source>
            <translation>Распределить по горизонтали</translation>
        </message>
        <message>
            <source>Distribute vertically</source>
            <translation>Распределить по вертикали</translation>
        </message>
        <message>
            <source>Everything before</source>
            <translation>Всё до</translation>
        </message>
        <message>
            <source>Everything behind</source>
            <translation>Всё после</translation>
        </message>
        <message>
            <source>Along the path</source>
            <translation>Вдоль пути</translation>
        </message>
        <message>
            <source>Add note</source>
            <translation>Добавить заметку</translation>
        </message>
        <message>
            <source>Add frame</source>
            <translation>Добавить рамку</translation>
        </message>
        <message>
            <source>Grey</source>
            <translation>Серый</translation>
        </message>
        <message>
            <source>Teal</source>
            <translation>Бирюзовый</translation>
        </message>
        <message>
            <source>Green</source>
            <translation>Зелёный</translation>
        </message>
        <message>
            <source>Yellow</source>
            <translation>Жёлтый</translation>
        </message>
        <message>
            <source>Pink</source>
            <translation>Розовый</translation>
        </message>
        <message>
            <source>Violet</source>
            <translation>Фиолетовый</translation>
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
            <source>Walk through one sample</source>
            <translation>Пройти по шагам один пример</translation>
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
            <source>Slow motion</source>
            <translation>Замедленно</translation>
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
            <source>Previous moment</source>
            <translation>Предыдущий момент</translation>
        </message>
        <message>
            <source>Next moment</source>
            <translation>Следующий момент</translation>
        </message>
        <message>
            <source>Ten moments back</source>
            <translation>На десять моментов назад</translation>
        </message>
        <message>
            <source>Ten moments on</source>
            <translation>На десять моментов вперёд</translation>
        </message>
        <message>
            <source>To the beginning</source>
            <translation>К началу</translation>
        </message>
        <message>
            <source>Back to the present</source>
            <translation>Назад к настоящему</translation>
        </message>
        <message>
            <source>Play the record backwards</source>
            <translation>Проиграть запись назад</translation>
        </message>
        <message>
            <source>Play the record forward</source>
            <translation>Проиграть запись вперёд</translation>
        </message>
        <message>
            <source>Branch from here</source>
            <translation>Ответвить отсюда</translation>
        </message>
        <message>
            <source>{count} MB</source>
            <translation>{count} МБ</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>Вписать</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>Крупнее</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>Мельче</translation>
        </message>
        <message>
            <source>Zoom to 100 %</source>
            <translation>Масштаб 100 %</translation>
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
            <source>Neuron</source>
            <translation>Нейрон</translation>
        </message>
        <message>
            <source>Show activations</source>
            <translation>Показать активации</translation>
        </message>
        <message>
            <source>Show gradients</source>
            <translation>Показать градиенты</translation>
        </message>
        <message>
            <source>Show weights</source>
            <translation>Показать веса</translation>
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
            <source>Draw a picture for the network</source>
            <translation>Нарисовать изображение для сети</translation>
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
            <source>Pages of the run</source>
            <translation>Страницы запуска</translation>
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
            <source>Next page</source>
            <translation>Следующая страница</translation>
        </message>
        <message>
            <source>Previous page</source>
            <translation>Предыдущая страница</translation>
        </message>
        <message>
            <source>Save picture of the page…</source>
            <translation>Сохранить картинку страницы…</translation>
        </message>
        <message>
            <source>Enlarge page</source>
            <translation>Увеличить страницу</translation>
        </message>
        <message>
            <source>Page in a window of its own</source>
            <translation>Страница в отдельном окне</translation>
        </message>
        <message>
            <source>Collapse pages</source>
            <translation>Свернуть страницы</translation>
        </message>
        <message>
            <source>Explain this</source>
            <translation>Объяснить это</translation>
        </message>
        <message>
            <source>Layer reference</source>
            <translation>Справочник слоёв</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Сочетания клавиш</translation>
        </message>
        <message>
            <source>Report a problem…</source>
            <translation>Сообщить о проблеме…</translation>
        </message>
        <message>
            <source>About NN Playground</source>
            <translation>О программе NN Playground</translation>
        </message>
    </context>
    <context>
        <name>ActivationsPage</name>
        <message>
            <source>Histogram of the activations by layer</source>
            <translation>Гистограмма активаций по слоям</translation>
        </message>
        <message>
            <source>Activations by layer over time</source>
            <translation>Активации по слоям во времени</translation>
        </message>
        <message>
            <source>Share of dead or saturated units by layer</source>
            <translation>Доля мёртвых и насыщенных нейронов по слоям</translation>
        </message>
        <message>
            <source>Distribution</source>
            <translation>Распределение</translation>
        </message>
        <message>
            <source>Over time</source>
            <translation>По времени</translation>
        </message>
        <message>
            <source>Dead or saturated</source>
            <translation>Неактивные</translation>
        </message>
        <message>
            <source>What is shown of the activations</source>
            <translation>Что показано об активациях</translation>
        </message>
        <message>
            <source>Activations</source>
            <translation>Активации</translation>
        </message>
        <message numerus="yes">
            <source>{dead} of %Ln units dead</source>
            <translation>
                <numerusform>Мёртвых: {dead} из %Ln</numerusform>
                <numerusform>Мёртвых: {dead} из %Ln</numerusform>
                <numerusform>Мёртвых: {dead} из %Ln</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{saturated} of %Ln units saturated</source>
            <translation>
                <numerusform>Насыщенных: {saturated} из %Ln нейрона</numerusform>
                <numerusform>Насыщенных: {saturated} из %Ln нейронов</numerusform>
                <numerusform>Насыщенных: {saturated} из %Ln нейронов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln units</source>
            <translation>
                <numerusform>%Ln нейрон</numerusform>
                <numerusform>%Ln нейрона</numerusform>
                <numerusform>%Ln нейронов</numerusform>
            </translation>
        </message>
        <message>
            <source>1 unit</source>
            <translation>1 нейрон</translation>
        </message>
        <message>
            <source>mean {mean}, σ {deviation}</source>
            <translation>ср. {mean}, σ {deviation}</translation>
        </message>
        <message>
            <source>{zeros} % zeros hidden</source>
            <translation>{zeros} % нулей скрыто</translation>
        </message>
    </context>
    <context>
        <name>AddMenu</name>
        <message>
            <source>Add to runs</source>
            <translation>В таблицу запусков</translation>
        </message>
        <message>
            <source>All {count} seeds, {effort}</source>
            <translation>Все зёрна ({count}), {effort}</translation>
        </message>
        <message>
            <source>Seed {seed}, {effort}</source>
            <translation>Зерно {seed}, {effort}</translation>
        </message>
        <message>
            <source>at once</source>
            <translation>сразу</translation>
        </message>
        <message numerus="yes">
            <source>%n to train once more</source>
            <translation>
                <numerusform>обучить заново: %n</numerusform>
                <numerusform>обучить заново: %n</numerusform>
                <numerusform>обучить заново: %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Adding</name>
        <message>
            <source>Between {source} and {target}</source>
            <translation>Между {source} и {target}</translation>
        </message>
        <message>
            <source>By itself</source>
            <translation>Отдельно</translation>
        </message>
        <message>
            <source>After {node}</source>
            <translation>После: {node}</translation>
        </message>
        <message>
            <source>Before {node}</source>
            <translation>Перед: {node}</translation>
        </message>
    </context>
    <context>
        <name>AdversarialPage</name>
        <message>
            <source>Strength ε, as a share of the range of pixels</source>
            <translation>Сила ε, доля диапазона яркости</translation>
        </message>
        <message>
            <source>The most that any pixel changes, as a share of the range of pixels.</source>
            <translation>На сколько самое большее меняется каждый пиксель, в долях диапазона яркости.</translation>
        </message>
        <message>
            <source>Adversarial</source>
            <translation>Атака</translation>
        </message>
        <message>
            <source>Attack</source>
            <translation>Атака</translation>
        </message>
        <message>
            <source>Steps of PGD</source>
            <translation>Шаги PGD</translation>
        </message>
        <message numerus="yes">
            <source>%Ln steps</source>
            <translation>
                <numerusform>%Ln шаг</numerusform>
                <numerusform>%Ln шага</numerusform>
                <numerusform>%Ln шагов</numerusform>
            </translation>
        </message>
        <message>
            <source>What the network is to say</source>
            <translation>Что сеть должна ответить</translation>
        </message>
        <message>
            <source>To {name}</source>
            <translation>Ответ {name}</translation>
        </message>
        <message>
            <source>Any other</source>
            <translation>Любой другой</translation>
        </message>
        <message>
            <source>The most that each coordinate changes, as a share of the width of the plane.</source>
            <translation>Самое большое изменение каждой координаты как доля ширины плоскости.</translation>
        </message>
        <message>
            <source>This page needs pictures or points of the plane, and a network that tells classes apart.</source>
            <translation>Этой странице нужны изображения или точки плоскости и сеть, которая различает классы.</translation>
        </message>
        <message>
            <source>The network is so sure that its loss has no gradient left. The attack follows the margin instead: the score of the class over the best other one.</source>
            <translation>Сеть настолько уверена, что градиента функции потерь не осталось. Атака следует вместо него отрыву: разности оценки класса и лучшей из остальных.</translation>
        </message>
        <message>
            <source>FGSM turns it nowhere up to {most}</source>
            <translation>FGSM не меняет ответ до {most}</translation>
        </message>
        <message>
            <source>wrong without an attack</source>
            <translation>ошибка и без атаки</translation>
        </message>
        <message>
            <source>said already</source>
            <translation>ответ уже такой</translation>
        </message>
        <message>
            <source>FGSM turns it at {epsilon}</source>
            <translation>FGSM меняет ответ при {epsilon}</translation>
        </message>
        <message>
            <source>Accuracy under {attack}</source>
            <translation>Доля верных при {attack}</translation>
        </message>
    </context>
    <context>
        <name>Annotating</name>
        <message>
            <source>Add note</source>
            <translation>Добавить заметку</translation>
        </message>
        <message>
            <source>Frame</source>
            <translation>Рамка</translation>
        </message>
        <message>
            <source>Add frame</source>
            <translation>Добавить рамку</translation>
        </message>
        <message>
            <source>Write note</source>
            <translation>Написать заметку</translation>
        </message>
        <message>
            <source>Rename frame {title}</source>
            <translation>Переименовать рамку {title}</translation>
        </message>
        <message>
            <source>Change colour</source>
            <translation>Сменить цвет</translation>
        </message>
        <message>
            <source>No note or frame is selected.</source>
            <translation>Не выбрана ни заметка, ни рамка.</translation>
        </message>
        <message>
            <source>Resize note</source>
            <translation>Изменить размер заметки</translation>
        </message>
        <message>
            <source>Resize frame {title}</source>
            <translation>Изменить размер рамки {title}</translation>
        </message>
        <message>
            <source>Move note</source>
            <translation>Передвинуть заметку</translation>
        </message>
        <message>
            <source>Move frame {title}</source>
            <translation>Передвинуть рамку {title}</translation>
        </message>
    </context>
    <context>
        <name>Announcer</name>
        <message>
            <source>Go back and slow down</source>
            <translation>Вернуться и замедлить</translation>
        </message>
        <message>
            <source>Something unexpected happened: {what}. Your experiment is safe; save it and go on.</source>
            <translation>Непредвиденная ошибка: {what}. Эксперимент цел; сохраните его и продолжайте.</translation>
        </message>
        <message>
            <source>Report…</source>
            <translation>Сообщить…</translation>
        </message>
        <message>
            <source>Back at the present (epoch {present}), where changes act. A branch goes on from epoch {epoch} with the settings of now.</source>
            <translation>Снова настоящее (эпоха {present}): изменения действуют в нём. Ответвление продолжит с эпохи {epoch} с нынешними настройками.</translation>
        </message>
        <message>
            <source>Branch from epoch {epoch}</source>
            <translation>Ответвить от эпохи {epoch}</translation>
        </message>
    </context>
    <context>
        <name>AnswerBoard</name>
        <message>
            <source>Pictures and what the network makes of them</source>
            <translation>Картинки и что из них делает сеть</translation>
        </message>
        <message>
            <source>Training sample {number}</source>
            <translation>Обучающий пример {number}</translation>
        </message>
        <message>
            <source>Validation sample {number}</source>
            <translation>Проверочный пример {number}</translation>
        </message>
        <message>
            <source>Test sample {number}</source>
            <translation>Тестовый пример {number}</translation>
        </message>
        <message>
            <source>Your own sample</source>
            <translation>Ваш собственный пример</translation>
        </message>
    </context>
    <context>
        <name>Answers</name>
        <message>
            <source>Picture</source>
            <translation>Картинка</translation>
        </message>
        <message>
            <source>Truth</source>
            <translation>Истина</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Сеть</translation>
        </message>
        <message>
            <source>Wrong pixels</source>
            <translation>Неверные</translation>
        </message>
        <message>
            <source>True box</source>
            <translation>Истинная рамка</translation>
        </message>
        <message>
            <source>Found box</source>
            <translation>Найденная рамка</translation>
        </message>
        <message>
            <source>With noise</source>
            <translation>С шумом</translation>
        </message>
        <message>
            <source>Reconstruction</source>
            <translation>Выход сети</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Разность</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>Вход</translation>
        </message>
        <message>
            <source>squared error {value}</source>
            <translation>квадрат ошибки {value}</translation>
        </message>
        <message>
            <source>overlap (IoU) {value}</source>
            <translation>перекрытие (IoU) {value}</translation>
        </message>
    </context>
    <context>
        <name>Arranging</name>
        <message numerus="yes">
            <source>Tidy %n nodes</source>
            <translation>
                <numerusform>Прибрать %n узел</numerusform>
                <numerusform>Прибрать %n узла</numerusform>
                <numerusform>Прибрать %n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Tidy nodes</source>
            <translation>Прибрать узлы</translation>
        </message>
        <message numerus="yes">
            <source>Align %n nodes</source>
            <translation>
                <numerusform>Выровнять %n узел</numerusform>
                <numerusform>Выровнять %n узла</numerusform>
                <numerusform>Выровнять %n узлов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Distribute %n nodes</source>
            <translation>
                <numerusform>Распределить %n узел</numerusform>
                <numerusform>Распределить %n узла</numerusform>
                <numerusform>Распределить %n узлов</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>AttackPictures</name>
        <message>
            <source>Picture, noise, and the changed picture</source>
            <translation>Изображение, шум и изменённое изображение</translation>
        </message>
        <message>
            <source>No noise</source>
            <translation>Без шума</translation>
        </message>
        <message>
            <source>Noise × {times}</source>
            <translation>Шум × {times}</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Исходное</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Изменённое</translation>
        </message>
    </context>
    <context>
        <name>AxisCard</name>
        <message>
            <source>Do not vary: {setting}</source>
            <translation>Не менять: {setting}</translation>
        </message>
        <message>
            <source>Choose one value at least.</source>
            <translation>Выберите хотя бы одно значение.</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>Значения</translation>
        </message>
        <message>
            <source>Range</source>
            <translation>Диапазон</translation>
        </message>
        <message>
            <source>Values, with spaces between them</source>
            <translation>Значения через пробел</translation>
        </message>
        <message>
            <source>From</source>
            <translation>От</translation>
        </message>
        <message>
            <source>To</source>
            <translation>До</translation>
        </message>
        <message>
            <source>Points in a grid</source>
            <translation>Точек в сетке</translation>
        </message>
        <message>
            <source>So many values of the range make a grid.</source>
            <translation>Столько значений диапазона образуют сетку.</translation>
        </message>
        <message>
            <source>by factors</source>
            <translation>в разы</translation>
        </message>
        <message>
            <source>Spread by equal factors</source>
            <translation>Распределить с равным множителем</translation>
        </message>
        <message>
            <source>Write numbers with spaces between them.</source>
            <translation>Напишите числа через пробел.</translation>
        </message>
    </context>
    <context>
        <name>BlockChip</name>
        <message>
            <source>Remove from palette</source>
            <translation>Убрать из палитры</translation>
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
        <message>
            <source>{layer} takes no input.</source>
            <translation>{layer} не принимает вход.</translation>
        </message>
        <message>
            <source>{layer} has no output.</source>
            <translation>{layer} не имеет выхода.</translation>
        </message>
        <message>
            <source>This value is beyond its limits.</source>
            <translation>Это значение вне допустимых пределов.</translation>
        </message>
        <message>
            <source>A block is added behind a node.</source>
            <translation>Блок добавляется после узла.</translation>
        </message>
        <message>
            <source>Takes a wire at “{port}” too.</source>
            <translation>Нужна связь и на вход «{port}».</translation>
        </message>
        <message>
            <source>Insert layer here…</source>
            <translation>Вставить слой сюда…</translation>
        </message>
        <message>
            <source>Disconnect</source>
            <translation>Отсоединить</translation>
        </message>
        <message>
            <source>Add layer before…</source>
            <translation>Добавить слой перед…</translation>
        </message>
        <message>
            <source>Add layer behind…</source>
            <translation>Добавить слой после…</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>Блок</translation>
        </message>
    </context>
    <context>
        <name>CanvasActions</name>
        <message>
            <source>Add layer…</source>
            <translation>Добавить слой…</translation>
        </message>
        <message>
            <source>Draw wire</source>
            <translation>Провести связь</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Открыть</translation>
        </message>
        <message>
            <source>Edit fields</source>
            <translation>Изменить поля</translation>
        </message>
        <message>
            <source>Add a unit</source>
            <translation>Добавить нейрон</translation>
        </message>
        <message>
            <source>Remove a unit</source>
            <translation>Убрать нейрон</translation>
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
            <source>Delete with wires</source>
            <translation>Удалить вместе со связями</translation>
        </message>
        <message>
            <source>Apply first fix</source>
            <translation>Применить первое исправление</translation>
        </message>
        <message>
            <source>Move left</source>
            <translation>Сдвинуть влево</translation>
        </message>
        <message>
            <source>Move right</source>
            <translation>Сдвинуть вправо</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>Сдвинуть вверх</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>Сдвинуть вниз</translation>
        </message>
        <message>
            <source>Go to the source</source>
            <translation>К источнику</translation>
        </message>
        <message>
            <source>Go to the target</source>
            <translation>К приёмнику</translation>
        </message>
        <message>
            <source>Go to the lane above</source>
            <translation>К ветви выше</translation>
        </message>
        <message>
            <source>Go to the lane below</source>
            <translation>К ветви ниже</translation>
        </message>
        <message>
            <source>Select the source too</source>
            <translation>Выделить и источник</translation>
        </message>
        <message>
            <source>Select the target too</source>
            <translation>Выделить и приёмник</translation>
        </message>
        <message>
            <source>Select the lane above too</source>
            <translation>Выделить и ветвь выше</translation>
        </message>
        <message>
            <source>Select the lane below too</source>
            <translation>Выделить и ветвь ниже</translation>
        </message>
        <message>
            <source>Go to the first node</source>
            <translation>К первому узлу</translation>
        </message>
        <message>
            <source>Go to the last node</source>
            <translation>К последнему узлу</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>Выделить всё</translation>
        </message>
        <message>
            <source>Leave, or select nothing</source>
            <translation>Отменить или снять выделение</translation>
        </message>
        <message>
            <source>Context menu</source>
            <translation>Контекстное меню</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>Показать целиком</translation>
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
            <source>Neuron</source>
            <translation>Нейрон</translation>
        </message>
        <message>
            <source>Show activations</source>
            <translation>Показать активации</translation>
        </message>
        <message>
            <source>Show gradients</source>
            <translation>Показать градиенты</translation>
        </message>
        <message>
            <source>Show weights</source>
            <translation>Показать веса</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>Увеличить</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>Уменьшить</translation>
        </message>
        <message>
            <source>Zoom to 100 %</source>
            <translation>Масштаб 100 %</translation>
        </message>
        <message>
            <source>Arrange nodes</source>
            <translation>Расположить узлы</translation>
        </message>
    </context>
    <context>
        <name>CanvasHelp</name>
        <message>
            <source>Output</source>
            <translation>Выход</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>Параметры</translation>
        </message>
        <message>
            <source>Multiply-adds</source>
            <translation>Умножения-сложения</translation>
        </message>
        <message>
            <source>Sees of the picture</source>
            <translation>Видит в картинке</translation>
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
        <message>
            <source>No port takes a wire from here.</source>
            <translation>Ни один порт не принимает связь отсюда.</translation>
        </message>
    </context>
    <context>
        <name>Caption</name>
        <message>
            <source>the last valid network is kept</source>
            <translation>последняя исправная сеть сохранена</translation>
        </message>
        <message>
            <source>the last valid network trains on</source>
            <translation>последняя исправная сеть продолжает учиться</translation>
        </message>
        <message>
            <source>{count} parameters, {adds} multiply-adds in 1 layer</source>
            <translation>Параметров: {count}, умножений-сложений: {adds} в 1 слое</translation>
        </message>
        <message numerus="yes">
            <source>{count} parameters, {adds} multiply-adds in %n layers</source>
            <translation>
                <numerusform>Параметров: {count}, умножений-сложений: {adds} в %n слое</numerusform>
                <numerusform>Параметров: {count}, умножений-сложений: {adds} в %n слоях</numerusform>
                <numerusform>Параметров: {count}, умножений-сложений: {adds} в %n слоях</numerusform>
            </translation>
        </message>
        <message>
            <source>1 problem</source>
            <translation>1 ошибка</translation>
        </message>
        <message numerus="yes">
            <source>%n problems</source>
            <translation>
                <numerusform>%n ошибка</numerusform>
                <numerusform>%n ошибки</numerusform>
                <numerusform>%n ошибок</numerusform>
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
            <source>muted</source>
            <translation>заглушён</translation>
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
        <message>
            <source>before</source>
            <translation>до</translation>
        </message>
        <message>
            <source>in training</source>
            <translation>при обучении</translation>
        </message>
    </context>
    <context>
        <name>CardPage</name>
        <message>
            <source>Card</source>
            <translation>Карточка</translation>
        </message>
        <message>
            <source>The pictures appear with the next step of the training.</source>
            <translation>Картинки появятся со следующим шагом обучения.</translation>
        </message>
    </context>
    <context>
        <name>ChanceBars</name>
        <message>
            <source>Predicted</source>
            <translation>Предсказано</translation>
        </message>
        <message>
            <source>True</source>
            <translation>На самом деле</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Ошибка</translation>
        </message>
        <message>
            <source>What the network says of the sample</source>
            <translation>Что сеть говорит о примере</translation>
        </message>
    </context>
    <context>
        <name>Chooser</name>
        <message>
            <source>Which picture</source>
            <translation>Какое изображение</translation>
        </message>
        <message>
            <source>Number of the sample</source>
            <translation>Номер примера</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Обучение</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>Проверка</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Тест</translation>
        </message>
        <message>
            <source>Drawing</source>
            <translation>Рисунок</translation>
        </message>
    </context>
    <context>
        <name>ClassHistogram</name>
        <message>
            <source>The unit is dead: it gives out zero for every sample.</source>
            <translation>Нейрон мёртв: он выдаёт ноль для каждого примера.</translation>
        </message>
        <message>
            <source>{zeros} of {count} samples give zero.</source>
            <translation>Ноль для {zeros} из {count} примеров.</translation>
        </message>
    </context>
    <context>
        <name>ClassMaps</name>
        <message>
            <source>Heat maps of the classes</source>
            <translation>Тепловые карты классов</translation>
        </message>
    </context>
    <context>
        <name>ClassRows</name>
        <message>
            <source>Classes</source>
            <translation>Классы</translation>
        </message>
    </context>
    <context>
        <name>Clipboard</name>
        <message>
            <source>Cut {node}</source>
            <translation>Вырезать {node}</translation>
        </message>
        <message numerus="yes">
            <source>Cut %n nodes</source>
            <translation>
                <numerusform>Вырезать %n узел</numerusform>
                <numerusform>Вырезать %n узла</numerusform>
                <numerusform>Вырезать %n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Cut notes and frames</source>
            <translation>Вырезать заметки и рамки</translation>
        </message>
        <message>
            <source>Duplicate {node}</source>
            <translation>Дублировать {node}</translation>
        </message>
        <message numerus="yes">
            <source>Duplicate %n nodes</source>
            <translation>
                <numerusform>Дублировать %n узел</numerusform>
                <numerusform>Дублировать %n узла</numerusform>
                <numerusform>Дублировать %n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Duplicate notes and frames</source>
            <translation>Дублировать заметки и рамки</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Вставить</translation>
        </message>
        <message>
            <source>Add {node}</source>
            <translation>Добавить {node}</translation>
        </message>
    </context>
    <context>
        <name>CodeGlass</name>
        <message>
            <source>Painted from the code {code}</source>
            <translation>Нарисовано по коду {code}</translation>
        </message>
        <message>
            <source>Decoder paints</source>
            <translation>Рисует декодер</translation>
        </message>
        <message>
            <source>Nearest sample</source>
            <translation>Ближайший пример</translation>
        </message>
    </context>
    <context>
        <name>CodePage</name>
        <message>
            <source>Code of the experiment</source>
            <translation>Код эксперимента</translation>
        </message>
        <message>
            <source>Script</source>
            <translation>Скрипт</translation>
        </message>
        <message>
            <source>Module</source>
            <translation>Модуль</translation>
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
            <source>Save code…</source>
            <translation>Сохранить код…</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Код</translation>
        </message>
    </context>
    <context>
        <name>CodePlot</name>
        <message>
            <source>Code map</source>
            <translation>Карта кода</translation>
        </message>
    </context>
    <context>
        <name>CodesPage</name>
        <message>
            <source>Code map</source>
            <translation>Карта кода</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>Слой</translation>
        </message>
        <message>
            <source>The layer whose numbers are the code</source>
            <translation>Слой, числа которого — код</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Число</translation>
        </message>
        <message>
            <source>The number of the code on this axis</source>
            <translation>Число кода на этой оси</translation>
        </message>
        <message>
            <source>Components</source>
            <translation>Компоненты</translation>
        </message>
        <message>
            <source>Units</source>
            <translation>Числа</translation>
        </message>
        <message>
            <source>Axes</source>
            <translation>Оси</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>Всё</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Картинки</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>Примеры</translation>
        </message>
        <message>
            <source>What is shown</source>
            <translation>Что показано</translation>
        </message>
        <message>
            <source>Sample</source>
            <translation>Пример</translation>
        </message>
        <message>
            <source>No layer is narrow enough to be a code: all of a picture must pass through it.</source>
            <translation>Нет слоя, достаточно узкого для кода: через него должна проходить вся картинка.</translation>
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
        <name>ColumnHead</name>
        <message>
            <source>Target</source>
            <translation>Цель</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>Части</translation>
        </message>
    </context>
    <context>
        <name>Comparison</name>
        <message>
            <source>Keep B: {change}</source>
            <translation>Принять B: {change}</translation>
        </message>
    </context>
    <context>
        <name>ComponentEditor</name>
        <message>
            <source>Default</source>
            <translation>По умолчанию</translation>
        </message>
    </context>
    <context>
        <name>ConfusedPairs</name>
        <message>
            <source>Most confused</source>
            <translation>Чаще всего путаются</translation>
        </message>
        <message>
            <source>No sample is confused.</source>
            <translation>Ни один пример не перепутан.</translation>
        </message>
        <message>
            <source>No pixel is confused.</source>
            <translation>Ни один пиксель не перепутан.</translation>
        </message>
        <message>
            <source>read as</source>
            <translation>как</translation>
        </message>
    </context>
    <context>
        <name>ConfusionMatrix</name>
        <message>
            <source>Confusion matrix</source>
            <translation>Матрица ошибок</translation>
        </message>
        <message>
            <source>{count} of {total} pixels of “{true}” read as “{predicted}”</source>
            <translation>{count} из {total} пикселей класса «{true}» распознаны как «{predicted}»</translation>
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
        <name>ConfusionPage</name>
        <message>
            <source>Samples of the chosen cell</source>
            <translation>Примеры выбранной ячейки</translation>
        </message>
        <message>
            <source>Show all classes</source>
            <translation>Показать все классы</translation>
        </message>
        <message>
            <source>Confusion matrix</source>
            <translation>Матрица ошибок</translation>
        </message>
        <message>
            <source>Counts</source>
            <translation>Числа</translation>
        </message>
        <message>
            <source>Shares</source>
            <translation>Доли</translation>
        </message>
        <message>
            <source>Numbers in the cells</source>
            <translation>Числа в ячейках</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Тест</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Обучение</translation>
        </message>
        <message>
            <source>Part of the data</source>
            <translation>Часть данных</translation>
        </message>
        <message>
            <source>True class</source>
            <translation>Истинный класс</translation>
        </message>
        <message>
            <source>{true} recognized: {count} pixels; samples with most of them first</source>
            <translation>{true} распознан: пикселей {count}; сначала примеры, где их больше</translation>
        </message>
        <message>
            <source>{true} read as {predicted}: {count} pixels; samples with most of them first</source>
            <translation>{true} как {predicted}: пикселей {count}; сначала примеры, где их больше</translation>
        </message>
        <message numerus="yes">
            <source>{true} recognized: %Ln samples</source>
            <translation>
                <numerusform>{true} распознано: %Ln пример</numerusform>
                <numerusform>{true} распознано: %Ln примера</numerusform>
                <numerusform>{true} распознано: %Ln примеров</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{true} read as {predicted}: %Ln samples</source>
            <translation>
                <numerusform>{true} прочитано как {predicted}: %Ln пример</numerusform>
                <numerusform>{true} прочитано как {predicted}: %Ln примера</numerusform>
                <numerusform>{true} прочитано как {predicted}: %Ln примеров</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} px</source>
            <translation>{count} пкс</translation>
        </message>
    </context>
    <context>
        <name>ContextMenu</name>
        <message numerus="yes">
            <source>Disconnect %n wires</source>
            <translation>
                <numerusform>Отсоединить %n связь</numerusform>
                <numerusform>Отсоединить %n связи</numerusform>
                <numerusform>Отсоединить %n связей</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ConvPanel</name>
        <message>
            <source>Previous input channel</source>
            <translation>Предыдущий входной канал</translation>
        </message>
        <message>
            <source>Next input channel</source>
            <translation>Следующий входной канал</translation>
        </message>
        <message>
            <source>Bias</source>
            <translation>Смещение</translation>
        </message>
        <message>
            <source>Weight {number}</source>
            <translation>Вес {number}</translation>
        </message>
        <message>
            <source>This place</source>
            <translation>Это место</translation>
        </message>
        <message numerus="yes">
            <source>%Ln parameters</source>
            <translation>
                <numerusform>%Ln параметр</numerusform>
                <numerusform>%Ln параметра</numerusform>
                <numerusform>%Ln параметров</numerusform>
            </translation>
        </message>
        <message>
            <source>Filter {number}</source>
            <translation>Фильтр {number}</translation>
        </message>
    </context>
    <context>
        <name>Counts</name>
        <message>
            <source>1 layer</source>
            <translation>1 слой</translation>
        </message>
        <message numerus="yes">
            <source>%n layers</source>
            <translation>
                <numerusform>%n слой</numerusform>
                <numerusform>%n слоя</numerusform>
                <numerusform>%n слоёв</numerusform>
            </translation>
        </message>
        <message>
            <source>{shapes}, 1 parameter</source>
            <translation>{shapes}, 1 параметр</translation>
        </message>
        <message numerus="yes">
            <source>{shapes}, %Ln parameters</source>
            <translation>
                <numerusform>{shapes}, %Ln параметр</numerusform>
                <numerusform>{shapes}, %Ln параметра</numerusform>
                <numerusform>{shapes}, %Ln параметров</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Crumbs</name>
        <message>
            <source>Where this is in the network</source>
            <translation>Где это в сети</translation>
        </message>
    </context>
    <context>
        <name>CurvesOptions</name>
        <message>
            <source>What the curves show</source>
            <translation>Что показывают кривые</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Показатель</translation>
        </message>
        <message>
            <source>Part of the data</source>
            <translation>Часть данных</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Время</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>Эпохи</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Шаги</translation>
        </message>
        <message>
            <source>Seconds</source>
            <translation>Секунды</translation>
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
            <source>Scale of time</source>
            <translation>Шкала времени</translation>
        </message>
        <message>
            <source>Scale of values</source>
            <translation>Шкала значений</translation>
        </message>
        <message>
            <source>Smoothing</source>
            <translation>Сглаживание</translation>
        </message>
        <message>
            <source>Exponential moving average s = w·s + (1 − w)·y over the rows of the log, divided by 1 − wᵗ so that its start is not pulled towards zero. The raw values stay visible behind it.</source>
            <translation>Экспоненциальное скользящее среднее s = w·s + (1 − w)·y по строкам журнала, делённое на 1 − wᵗ, чтобы начало не тянулось к нулю. Исходные значения остаются видны за ним.</translation>
        </message>
    </context>
    <context>
        <name>CurvesPanel</name>
        <message>
            <source>Test loss</source>
            <translation>Потери на тесте</translation>
        </message>
        <message>
            <source>Test accuracy</source>
            <translation>Верные ответы на тесте</translation>
        </message>
        <message>
            <source>Test R²</source>
            <translation>R² на тесте</translation>
        </message>
        <message>
            <source>Test IoU</source>
            <translation>IoU: тест</translation>
        </message>
        <message>
            <source>median, band 10 to 90 %</source>
            <translation>медиана, полоса от 10 до 90 %</translation>
        </message>
        <message>
            <source>{seconds} s of training</source>
            <translation>{seconds} с обучения</translation>
        </message>
        <message>
            <source>step {step}</source>
            <translation>шаг {step}</translation>
        </message>
        <message>
            <source>epoch {epoch}</source>
            <translation>эпоха {epoch}</translation>
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
            <source>Draw points</source>
            <translation>Рисовать</translation>
        </message>
        <message>
            <source>Draw, move and erase points by hand</source>
            <translation>Рисовать, двигать и стирать точки вручную</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Импорт</translation>
        </message>
        <message>
            <source>Import a table of your own</source>
            <translation>Импортировать свою таблицу</translation>
        </message>
        <message>
            <source>From folder</source>
            <translation>Из папки</translation>
        </message>
        <message>
            <source>Import images of your own: a folder with a sub-folder for each class</source>
            <translation>Импортировать свои изображения: папку с вложенной папкой для каждого класса</translation>
        </message>
        <message>
            <source>From files</source>
            <translation>Из файлов</translation>
        </message>
        <message>
            <source>Import images of your own: pictures, IDX, CIFAR or .npz files</source>
            <translation>Импортировать свои изображения: файлы картинок, IDX, CIFAR или .npz</translation>
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
            <source>Draw the data anew, from another seed</source>
            <translation>Создать данные заново, с другим зерном</translation>
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
            <source>The moment shown was trained on other data: {dataset}.</source>
            <translation>Показанный момент обучался на других данных: {dataset}.</translation>
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
            <source>Same shares of each class in every part</source>
            <translation>Одинаковые доли классов во всех частях</translation>
        </message>
        <message>
            <source>Standardize to the range from 0 to 1</source>
            <translation>Приводить к диапазону от 0 до 1</translation>
        </message>
        <message>
            <source>Reset data options</source>
            <translation>Сброс параметров данных</translation>
        </message>
        <message>
            <source>Edit import…</source>
            <translation>Изменить импорт…</translation>
        </message>
        <message>
            <source>Import folder of images…</source>
            <translation>Импортировать папку изображений…</translation>
        </message>
        <message>
            <source>Import images…</source>
            <translation>Импортировать изображения…</translation>
        </message>
        <message>
            <source>Change scaling</source>
            <translation>Изменение масштаба</translation>
        </message>
    </context>
    <context>
        <name>DescentSteps</name>
        <message>
            <source>One step</source>
            <translation>Один шаг</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>Запустить снова</translation>
        </message>
        <message>
            <source>step</source>
            <translation>шаг</translation>
        </message>
        <message>
            <source>least J</source>
            <translation>наименьшее J</translation>
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
        <name>DownloadStrip</name>
        <message>
            <source>Download</source>
            <translation>Скачать</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>{set} is not on this computer yet.</source>
            <translation>Набора {set} ещё нет на этом компьютере.</translation>
        </message>
        <message>
            <source>Download {size}</source>
            <translation>Скачать {size}</translation>
        </message>
        <message>
            <source>{done} of {size}</source>
            <translation>{done} из {size}</translation>
        </message>
    </context>
    <context>
        <name>DrawPage</name>
        <message>
            <source>Draw points</source>
            <translation>Рисование точек</translation>
        </message>
        <message>
            <source>Erase points</source>
            <translation>Стирание точек</translation>
        </message>
        <message>
            <source>Move points</source>
            <translation>Перемещение точек</translation>
        </message>
        <message>
            <source>Type a point</source>
            <translation>Ввод точки</translation>
        </message>
        <message>
            <source>Clear the drawing</source>
            <translation>Очистка рисунка</translation>
        </message>
        <message>
            <source>Add class</source>
            <translation>Добавление класса</translation>
        </message>
        <message>
            <source>Remove class</source>
            <translation>Удаление класса</translation>
        </message>
        <message>
            <source>Change the task</source>
            <translation>Смена задачи</translation>
        </message>
        <message>
            <source>Change split</source>
            <translation>Изменение разбиения</translation>
        </message>
        <message>
            <source>Relabel points</source>
            <translation>Смена меток точек</translation>
        </message>
        <message>
            <source>Paste points</source>
            <translation>Вставка точек</translation>
        </message>
        <message>
            <source>The points are on the clipboard as a table.</source>
            <translation>Точки скопированы в буфер обмена как таблица.</translation>
        </message>
    </context>
    <context>
        <name>Drawing</name>
        <message>
            <source>Finish drawing the data first.</source>
            <translation>Сначала закончите рисовать данные.</translation>
        </message>
    </context>
    <context>
        <name>Dropping</name>
        <message>
            <source>The clipboard is empty.</source>
            <translation>Буфер обмена пуст.</translation>
        </message>
        <message>
            <source>It opens {kinds}.</source>
            <translation>Программа открывает: {kinds}.</translation>
        </message>
        <message>
            <source>NN Playground cannot open what is on the clipboard.</source>
            <translation>NN Playground не может открыть содержимое буфера обмена.</translation>
        </message>
        <message>
            <source>These files are of different kinds. Bring one kind at a time.</source>
            <translation>Это файлы разных видов. Переносите файлы одного вида за раз.</translation>
        </message>
        <message>
            <source>NN Playground cannot open {name}.</source>
            <translation>NN Playground не может открыть {name}.</translation>
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
            <source>Delete notes and frames</source>
            <translation>Удалить заметки и рамки</translation>
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
    </context>
    <context>
        <name>EpochDisplay</name>
        <message>
            <source>Epoch {epoch}</source>
            <translation>Эпоха {epoch}</translation>
        </message>
        <message>
            <source>An earlier moment of the run is shown everywhere.</source>
            <translation>Везде показан более ранний момент обучения.</translation>
        </message>
        <message>
            <source>step</source>
            <translation>шаг</translation>
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
        <message>
            <source>Past</source>
            <translation>Прошлое</translation>
        </message>
    </context>
    <context>
        <name>ExplainingPage</name>
        <message>
            <source>Value {number}</source>
            <translation>Значение {number}</translation>
        </message>
        <message>
            <source>Middle, x</source>
            <translation>Центр, x</translation>
        </message>
        <message>
            <source>Middle, y</source>
            <translation>Центр, y</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>Ширина</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>Высота</translation>
        </message>
        <message>
            <source>This page needs pictures, and a network that gives one row of numbers for each.</source>
            <translation>Этой странице нужны изображения и сеть, которая выдаёт для каждого одну строку чисел.</translation>
        </message>
        <message>
            <source>The answer appears here once the network can be trained.</source>
            <translation>Ответ появится здесь, когда сеть можно будет обучать.</translation>
        </message>
        <message>
            <source>The answer appears here in a moment.</source>
            <translation>Ответ сейчас появится здесь.</translation>
        </message>
        <message>
            <source>This network has no weights to ask about.</source>
            <translation>У этой сети нет весов, и спрашивать не о чем.</translation>
        </message>
        <message>
            <source>This network has {count} weights; pictures are explained up to {most}.</source>
            <translation>Весов у этой сети: {count}; ответы объясняются, пока их не больше {most}.</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Export</source>
            <translation>Экспорт</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Предварительный вид</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Копировать</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Сохранить…</translation>
        </message>
        <message>
            <source>It holds the whole experiment; training is repeated from its seed.</source>
            <translation>Содержит весь эксперимент; обучение повторяется от его зерна.</translation>
        </message>
        <message>
            <source>Nothing is trained yet: it will hold the initial weights.</source>
            <translation>Ещё ничего не обучено: файл будет содержать начальные веса.</translation>
        </message>
        <message numerus="yes">
            <source>It will hold the run as it stands, after %Ln epoch(s).</source>
            <translation>
                <numerusform>Файл будет содержать обучение как есть, после %Ln эпохи.</numerusform>
                <numerusform>Файл будет содержать обучение как есть, после %Ln эпох.</numerusform>
                <numerusform>Файл будет содержать обучение как есть, после %Ln эпох.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ExportWriter</name>
        <message>
            <source>Export into a folder</source>
            <translation>Экспорт в папку</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Экспорт</translation>
        </message>
        <message>
            <source>Exported {names}.</source>
            <translation>Экспортировано: {names}.</translation>
        </message>
        <message>
            <source>The text is on the clipboard.</source>
            <translation>Текст в буфере обмена.</translation>
        </message>
    </context>
    <context>
        <name>Exporter</name>
        <message>
            <source>Save QR code</source>
            <translation>Сохранение QR-кода</translation>
        </message>
        <message>
            <source>Saved {name}.</source>
            <translation>Сохранено: {name}.</translation>
        </message>
    </context>
    <context>
        <name>Facts</name>
        <message>
            <source>{train} train, {validation} validation, {test} test</source>
            <translation>{train} обучение, {validation} проверка, {test} тест</translation>
        </message>
        <message>
            <source>Data set</source>
            <translation>Набор данных</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>Примеры</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>Входы</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>Классы</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>Цель</translation>
        </message>
        <message>
            <source>A number</source>
            <translation>Число</translation>
        </message>
        <message>
            <source>{prediction} with {target}</source>
            <translation>{prediction} и {target}</translation>
        </message>
        <message>
            <source>one of {count} classes</source>
            <translation>один из классов: {count}</translation>
        </message>
        <message>
            <source>Function</source>
            <translation>Функция</translation>
        </message>
        <message>
            <source>Compares</source>
            <translation>Сравнивает</translation>
        </message>
        <message>
            <source>Train loss</source>
            <translation>Обучение</translation>
        </message>
        <message>
            <source>Validation loss</source>
            <translation>Проверка</translation>
        </message>
        <message>
            <source>Test loss</source>
            <translation>Тест</translation>
        </message>
        <message>
            <source>Penalty</source>
            <translation>Штраф</translation>
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
        <name>FeaturesPage</name>
        <message>
            <source>Close the enlarged map</source>
            <translation>Закрыть увеличенную карту</translation>
        </message>
        <message>
            <source>Feature maps</source>
            <translation>Карты признаков</translation>
        </message>
        <message>
            <source>Maps</source>
            <translation>Карты</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Фильтры</translation>
        </message>
        <message>
            <source>What is shown</source>
            <translation>Что показано</translation>
        </message>
        <message>
            <source>By network</source>
            <translation>По сети</translation>
        </message>
        <message>
            <source>By layer</source>
            <translation>По слою</translation>
        </message>
        <message>
            <source>By map</source>
            <translation>По карте</translation>
        </message>
        <message>
            <source>Scale of the colours</source>
            <translation>Шкала цветов</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>Слой</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Карта</translation>
        </message>
        <message>
            <source>Row</source>
            <translation>Строка</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>Столбец</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Значение</translation>
        </message>
        <message>
            <source>Maps appear when there is a convolution.</source>
            <translation>Карты появятся, когда в сети будет свёртка.</translation>
        </message>
    </context>
    <context>
        <name>FileCommands</name>
        <message>
            <source>Another window cannot be started.</source>
            <translation>Не удалось открыть ещё одно окно.</translation>
        </message>
        <message>
            <source>Open text or link</source>
            <translation>Открыть текст или ссылку</translation>
        </message>
        <message>
            <source>Shared text or TensorFlow Playground link</source>
            <translation>Переданный текст или ссылка TensorFlow Playground</translation>
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
            <source>Recover the last edits</source>
            <translation>Восстановить последние правки</translation>
        </message>
        <message>
            <source>The experiment is open; something saved with it is left out: {reasons}</source>
            <translation>Эксперимент открыт; часть сохранённого вместе с ним опущена: {reasons}</translation>
        </message>
        <message>
            <source>Save as template</source>
            <translation>Сохранить как шаблон</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Название</translation>
        </message>
        <message>
            <source>The template {name} is on the welcome page.</source>
            <translation>Шаблон {name} — на странице приветствия.</translation>
        </message>
        <message>
            <source>Project with its training</source>
            <translation>Проект с обучением</translation>
        </message>
        <message>
            <source>Project without its training</source>
            <translation>Проект без обучения</translation>
        </message>
        <message>
            <source>Experiment as JSON</source>
            <translation>Эксперимент в виде JSON</translation>
        </message>
        <message>
            <source>Save project</source>
            <translation>Сохранить проект</translation>
        </message>
        <message>
            <source>Saved {name} without its training: the experiment cannot be trained as it is.</source>
            <translation>Файл {name} сохранён без обучения: эксперимент в его нынешнем виде нельзя обучать.</translation>
        </message>
        <message>
            <source>Saved {name}.</source>
            <translation>Сохранено: {name}.</translation>
        </message>
        <message>
            <source>The link is on the clipboard.</source>
            <translation>Ссылка скопирована в буфер обмена.</translation>
        </message>
    </context>
    <context>
        <name>FileWatch</name>
        <message>
            <source>“{name}” is no longer open elsewhere: it can be edited and saved here.</source>
            <translation>«{name}» больше не открыт в другом месте: его можно править и сохранять здесь.</translation>
        </message>
        <message>
            <source>Take it over</source>
            <translation>Взять себе</translation>
        </message>
        <message>
            <source>Stay read-only</source>
            <translation>Оставить только для чтения</translation>
        </message>
        <message>
            <source>Another window has opened “{name}” first; it stays read-only here.</source>
            <translation>Другое окно открыло «{name}» раньше; здесь он остаётся только для чтения.</translation>
        </message>
        <message>
            <source>Another program saved “{name}” at {time}.</source>
            <translation>Другая программа сохранила «{name}» в {time}.</translation>
        </message>
        <message>
            <source>Another program saved “{name}” at {time}. Reloading drops your edits: {count}.</source>
            <translation>Другая программа сохранила «{name}» в {time}. При перезагрузке пропадут ваши правки: {count}.</translation>
        </message>
        <message>
            <source>Reload</source>
            <translation>Перезагрузить</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>Оставить своё</translation>
        </message>
    </context>
    <context>
        <name>Files</name>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Save elsewhere…</source>
            <translation>Сохранить в другом месте…</translation>
        </message>
        <message>
            <source>“{name}” has unsaved edits.</source>
            <translation>В «{name}» есть несохранённые правки.</translation>
        </message>
        <message>
            <source>%Ln edits are in no file yet. Save them before going on?</source>
            <translation>%Ln правок ещё нет ни в одном файле. Сохранить их, прежде чем продолжить?</translation>
        </message>
        <message>
            <source>The last edit is in no file yet. Save it before going on?</source>
            <translation>Последней правки ещё нет ни в одном файле. Сохранить её, прежде чем продолжить?</translation>
        </message>
        <message>
            <source>What was recovered is in no file. Save it before going on?</source>
            <translation>Восстановленного нет ни в одном файле. Сохранить его, прежде чем продолжить?</translation>
        </message>
        <message>
            <source>Unsaved edits</source>
            <translation>Несохранённые правки</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сохранить</translation>
        </message>
        <message>
            <source>Discard edits</source>
            <translation>Отбросить правки</translation>
        </message>
        <message>
            <source>“{name}” is open in another window.</source>
            <translation>«{name}» открыт в другом окне.</translation>
        </message>
        <message>
            <source>“{name}” is open on the computer “{host}”.</source>
            <translation>«{name}» открыт на компьютере «{host}».</translation>
        </message>
        <message>
            <source>Whoever saves last would overwrite what the other has made.</source>
            <translation>Кто сохранит последним, затрёт сделанное в другом окне.</translation>
        </message>
        <message>
            <source>Open a copy</source>
            <translation>Открыть копию</translation>
        </message>
        <message>
            <source>Open read-only</source>
            <translation>Открыть для чтения</translation>
        </message>
        <message>
            <source>Overwrite</source>
            <translation>Перезаписать</translation>
        </message>
        <message>
            <source>Open anyway</source>
            <translation>Всё равно открыть</translation>
        </message>
        <message>
            <source>Open elsewhere</source>
            <translation>Открыт в другом месте</translation>
        </message>
        <message>
            <source>Another program saved “{name}” at {time}.</source>
            <translation>Другая программа сохранила «{name}»: {time}.</translation>
        </message>
        <message>
            <source>Your edits that are not in the file: {count}.</source>
            <translation>Ваших правок, которых нет в файле: {count}.</translation>
        </message>
        <message>
            <source>Loading drops your edits; overwriting keeps what the other program wrote as a backup only.</source>
            <translation>Загрузка отбросит ваши правки; после перезаписи записанное другой программой останется лишь резервной копией.</translation>
        </message>
        <message>
            <source>Load from disk</source>
            <translation>Загрузить с диска</translation>
        </message>
        <message>
            <source>File changed on disk</source>
            <translation>Файл на диске изменился</translation>
        </message>
        <message>
            <source>Nothing is lost: your work is still in this window, unsaved.</source>
            <translation>Ничего не потеряно: ваша работа осталась в этом окне, несохранённой.</translation>
        </message>
        <message>
            <source>Not saved</source>
            <translation>Не сохранено</translation>
        </message>
        <message>
            <source>“{name}” is not saved.</source>
            <translation>«{name}» не сохранён.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Повторить</translation>
        </message>
        <message>
            <source>The version of {time} was kept; it can be opened in its place.</source>
            <translation>Версия от {time} сохранилась; её можно открыть вместо этого файла.</translation>
        </message>
        <message>
            <source>Versions of {times} were kept; that of {time} is the newest readable one.</source>
            <translation>Сохранились версии: {times}; последняя из читаемых: {time}.</translation>
        </message>
        <message>
            <source>Project cannot be opened</source>
            <translation>Проект не открывается</translation>
        </message>
        <message>
            <source>“{name}” cannot be opened.</source>
            <translation>«{name}» не открывается.</translation>
        </message>
        <message>
            <source>Open the earlier version</source>
            <translation>Открыть прежнюю версию</translation>
        </message>
    </context>
    <context>
        <name>FilmDialog</name>
        <message>
            <source>Training film</source>
            <translation>Фильм об обучении</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Вид</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Формат</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Кадров</translation>
        </message>
        <message>
            <source>Pictures per second</source>
            <translation>Кадров в секунду</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>Ширина</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Make film…</source>
            <translation>Снять фильм…</translation>
        </message>
        <message>
            <source>There is nothing to film yet. Train some epochs first.</source>
            <translation>Снимать пока нечего. Сначала обучите несколько эпох.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln pictures of {width} × {height}, {seconds} s</source>
            <translation>
                <numerusform>%Ln кадр {width} × {height}, {seconds} с</numerusform>
                <numerusform>%Ln кадра {width} × {height}, {seconds} с</numerusform>
                <numerusform>%Ln кадров {width} × {height}, {seconds} с</numerusform>
            </translation>
        </message>
        <message>
            <source>{film}; about {size}.</source>
            <translation>{film}; около {size}.</translation>
        </message>
        <message>
            <source>Save film</source>
            <translation>Сохранить фильм</translation>
        </message>
        <message>
            <source>Writing picture {done} of {count}</source>
            <translation>Запись кадра {done} из {count}</translation>
        </message>
        <message>
            <source>Picture {done} of {count}</source>
            <translation>Кадр {done} из {count}</translation>
        </message>
        <message>
            <source>Saved {name}, {size}.</source>
            <translation>Сохранено: {name}, {size}.</translation>
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
        <name>FlowCaption</name>
        <message>
            <source>Samples forward</source>
            <translation>Примеры вперёд</translation>
        </message>
        <message>
            <source>Loss {value}</source>
            <translation>Потери {value}</translation>
        </message>
        <message>
            <source>Gradients back</source>
            <translation>Градиенты назад</translation>
        </message>
        <message>
            <source>Weights change</source>
            <translation>Веса меняются</translation>
        </message>
        <message>
            <source>Step {n}</source>
            <translation>Шаг {n}</translation>
        </message>
    </context>
    <context>
        <name>Form</name>
        <message>
            <source>On</source>
            <translation>Вкл.</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Выкл.</translation>
        </message>
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
        <message>
            <source>Same</source>
            <translation>Как на входе</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>Без дополнения</translation>
        </message>
        <message>
            <source>Zeros</source>
            <translation>Нули</translation>
        </message>
        <message>
            <source>Mirrored</source>
            <translation>Отражение</translation>
        </message>
        <message>
            <source>Edge repeated</source>
            <translation>Повтор края</translation>
        </message>
        <message>
            <source>Opposite side</source>
            <translation>Другая сторона</translation>
        </message>
        <message>
            <source>Nearest</source>
            <translation>Ближайшее</translation>
        </message>
        <message>
            <source>Bilinear</source>
            <translation>Билинейно</translation>
        </message>
        <message>
            <source>Digits</source>
            <translation>Цифры</translation>
        </message>
        <message>
            <source>Latin letters</source>
            <translation>Латинские буквы</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Все</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>Класс</translation>
        </message>
        <message>
            <source>Mask</source>
            <translation>Маска</translation>
        </message>
        <message>
            <source>Box</source>
            <translation>Рамка</translation>
        </message>
        <message>
            <source>Cyrillic letters</source>
            <translation>Русские буквы</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Авто</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Число</translation>
        </message>
    </context>
    <context>
        <name>FormatList</name>
        <message>
            <source>Format</source>
            <translation>Формат</translation>
        </message>
        <message>
            <source>folder</source>
            <translation>папка</translation>
        </message>
    </context>
    <context>
        <name>FoundList</name>
        <message>
            <source>What was found</source>
            <translation>Что обнаружено</translation>
        </message>
        <message>
            <source>Nothing stands in the way.</source>
            <translation>Ничто не мешает.</translation>
        </message>
    </context>
    <context>
        <name>GradientsPage</name>
        <message>
            <source>Gradient by layer</source>
            <translation>Градиент по слоям</translation>
        </message>
        <message>
            <source>Gradient by layer over time</source>
            <translation>Градиент по слоям во времени</translation>
        </message>
        <message>
            <source>Update by layer</source>
            <translation>Обновление по слоям</translation>
        </message>
        <message>
            <source>Histogram of the gradients by layer</source>
            <translation>Гистограмма градиентов по слоям</translation>
        </message>
        <message>
            <source>Flow</source>
            <translation>Поток</translation>
        </message>
        <message>
            <source>Over time</source>
            <translation>По времени</translation>
        </message>
        <message>
            <source>Update ratio</source>
            <translation>Обновление</translation>
        </message>
        <message>
            <source>Histogram</source>
            <translation>Гистограмма</translation>
        </message>
        <message>
            <source>What is shown of the gradients</source>
            <translation>Что показано о градиентах</translation>
        </message>
        <message>
            <source>Gradients</source>
            <translation>Градиенты</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>Слой</translation>
        </message>
        <message>
            <source>Norm</source>
            <translation>Норма</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>Состояние</translation>
        </message>
        <message>
            <source>vanishing</source>
            <translation>затухание</translation>
        </message>
        <message>
            <source>Healthy</source>
            <translation>В норме</translation>
        </message>
        <message>
            <source>Frozen</source>
            <translation>Заморожен</translation>
        </message>
        <message>
            <source>Vanishing</source>
            <translation>Затухает</translation>
        </message>
        <message>
            <source>Exploding</source>
            <translation>Взрывается</translation>
        </message>
        <message>
            <source>Slow</source>
            <translation>Медленно</translation>
        </message>
        <message>
            <source>Too fast</source>
            <translation>Слишком быстро</translation>
        </message>
        <message numerus="yes">
            <source>{dead} of %Ln units dead</source>
            <translation>
                <numerusform>Мёртвых: {dead} из %Ln</numerusform>
                <numerusform>Мёртвых: {dead} из %Ln</numerusform>
                <numerusform>Мёртвых: {dead} из %Ln</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln gradients</source>
            <translation>
                <numerusform>%Ln градиент</numerusform>
                <numerusform>%Ln градиента</numerusform>
                <numerusform>%Ln градиентов</numerusform>
            </translation>
        </message>
        <message>
            <source>{share} % of the largest layer's norm. Left of the dashed line a layer hardly learns.</source>
            <translation>{share} % от наибольшей нормы среди слоёв. Левее пунктирной линии слой почти не обучается.</translation>
        </message>
        <message>
            <source>Norm of ∂L/∂w, log scale</source>
            <translation>Норма ∂L/∂w, лог. шкала</translation>
        </message>
        <message>
            <source>The next step changes the weights by {ratio} of their length. About {good} is a good step; as training ends, steps grow smaller.</source>
            <translation>Следующий шаг изменит веса на {ratio} их длины. Хороший шаг — около {good}; к концу обучения шаги становятся меньше.</translation>
        </message>
        <message>
            <source>‖Δw‖/‖w‖ of the next step, log scale</source>
            <translation>‖Δw‖/‖w‖ следующего шага, логарифм. шкала</translation>
        </message>
        <message>
            <source>Ratio</source>
            <translation>Доля</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Шаг</translation>
        </message>
        <message>
            <source>This optimizer searches its step, which is known only once it is taken.</source>
            <translation>Этот оптимизатор подбирает шаг, и он известен лишь после выполнения.</translation>
        </message>
        <message>
            <source>1 gradient</source>
            <translation>1 градиент</translation>
        </message>
        <message>
            <source>{lost} not finite</source>
            <translation>не конечных: {lost}</translation>
        </message>
        <message>
            <source>mean {mean}, σ {deviation}, {zeros} % zero</source>
            <translation>ср. {mean}, σ {deviation}, нулей {zeros} %</translation>
        </message>
    </context>
    <context>
        <name>GraphCommands</name>
        <message>
            <source>Select the layers to be saved first.</source>
            <translation>Сначала выберите слои, которые нужно сохранить.</translation>
        </message>
        <message>
            <source>Save block to palette</source>
            <translation>Сохранить блок в палитру</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Название</translation>
        </message>
    </context>
    <context>
        <name>GridPanel</name>
        <message>
            <source>Trials over two settings</source>
            <translation>Попытки по двум настройкам</translation>
        </message>
        <message>
            <source>Setting from left to right</source>
            <translation>Настройка слева направо</translation>
        </message>
        <message>
            <source>Setting from bottom to top</source>
            <translation>Настройка снизу вверх</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Результаты</translation>
        </message>
        <message>
            <source>Boundaries</source>
            <translation>Границы</translation>
        </message>
        <message>
            <source>Predictions</source>
            <translation>Предсказания</translation>
        </message>
        <message>
            <source>Number: {measure}.</source>
            <translation>Число: {measure}.</translation>
        </message>
        <message>
            <source>Each cell shows its best trial.</source>
            <translation>В каждой ячейке — лучшая попытка.</translation>
        </message>
    </context>
    <context>
        <name>Grouping</name>
        <message numerus="yes">
            <source>Group %n nodes as {block}</source>
            <translation>
                <numerusform>Собрать %n узел в {block}</numerusform>
                <numerusform>Собрать %n узла в {block}</numerusform>
                <numerusform>Собрать %n узлов в {block}</numerusform>
            </translation>
        </message>
        <message>
            <source>Group {node} as {block}</source>
            <translation>Собрать {node} в {block}</translation>
        </message>
        <message>
            <source>No block is selected.</source>
            <translation>Блок не выбран.</translation>
        </message>
        <message>
            <source>Ungroup {block}</source>
            <translation>Разобрать {block}</translation>
        </message>
        <message numerus="yes">
            <source>Ungroup %n blocks</source>
            <translation>
                <numerusform>Разобрать %n блок</numerusform>
                <numerusform>Разобрать %n блока</numerusform>
                <numerusform>Разобрать %n блоков</numerusform>
            </translation>
        </message>
        <message>
            <source>Open {block}</source>
            <translation>Раскрыть {block}</translation>
        </message>
        <message>
            <source>Fold {block}</source>
            <translation>Свернуть {block}</translation>
        </message>
        <message>
            <source>Move {block}</source>
            <translation>Передвинуть {block}</translation>
        </message>
        <message>
            <source>{node} cannot be muted.</source>
            <translation>Узел {node} нельзя заглушить.</translation>
        </message>
        <message numerus="yes">
            <source>Mute %n nodes</source>
            <translation>
                <numerusform>Заглушить %n узел</numerusform>
                <numerusform>Заглушить %n узла</numerusform>
                <numerusform>Заглушить %n узлов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Unmute %n nodes</source>
            <translation>
                <numerusform>Снова включить %n узел</numerusform>
                <numerusform>Снова включить %n узла</numerusform>
                <numerusform>Снова включить %n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Mute {node}</source>
            <translation>Заглушить {node}</translation>
        </message>
        <message>
            <source>Unmute {node}</source>
            <translation>Снова включить {node}</translation>
        </message>
        <message>
            <source>A name has at most 80 letters.</source>
            <translation>В названии не больше 80 знаков.</translation>
        </message>
        <message>
            <source>Rename {node} to {name}</source>
            <translation>Переименовать {node} в {name}</translation>
        </message>
    </context>
    <context>
        <name>HeatMapPage</name>
        <message>
            <source>Heat map</source>
            <translation>Тепловая карта</translation>
        </message>
        <message>
            <source>Class that is looked for</source>
            <translation>Класс, который ищут</translation>
        </message>
        <message>
            <source>Another scene</source>
            <translation>Другая сцена</translation>
        </message>
        <message>
            <source>This page needs pictures, and a network of convolutions that ends in a global pooling.</source>
            <translation>Этой странице нужны изображения и свёрточная сеть, которая завершается глобальной подвыборкой.</translation>
        </message>
        <message>
            <source>Row</source>
            <translation>Строка</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>Столбец</translation>
        </message>
    </context>
    <context>
        <name>Heats</name>
        <message>
            <source>Filter {filter}, row {row}, column {column}: {value}</source>
            <translation>Фильтр {filter}, строка {row}, столбец {column}: {value}</translation>
        </message>
        <message>
            <source>Unit {unit}, input {input}: {value}</source>
            <translation>Нейрон {unit}, вход {input}: {value}</translation>
        </message>
        <message>
            <source>The largest of units {units} and inputs {inputs}: {value}</source>
            <translation>Наибольший среди нейронов {units} и входов {inputs}: {value}</translation>
        </message>
    </context>
    <context>
        <name>Histogram</name>
        <message>
            <source>After the next step</source>
            <translation>После следующего шага</translation>
        </message>
    </context>
    <context>
        <name>HostPlace</name>
        <message>
            <source>Open pages</source>
            <translation>Развернуть страницы</translation>
        </message>
        <message>
            <source>Collapse pages</source>
            <translation>Свернуть страницы</translation>
        </message>
        <message>
            <source>Back to the network</source>
            <translation>Назад к сети</translation>
        </message>
        <message>
            <source>Enlarge page</source>
            <translation>Увеличить страницу</translation>
        </message>
        <message>
            <source>{page} has nothing to show of this network and its data.</source>
            <translation>Странице «{page}» нечего показать для этой сети и её данных.</translation>
        </message>
    </context>
    <context>
        <name>ImageImportDialog</name>
        <message>
            <source>Import images</source>
            <translation>Импорт изображений</translation>
        </message>
        <message>
            <source>Edit import</source>
            <translation>Изменение импорта</translation>
        </message>
        <message>
            <source>Looking through the files…</source>
            <translation>Файлы просматриваются…</translation>
        </message>
        <message>
            <source>Files that could not be read</source>
            <translation>Файлы, которые не удалось прочитать</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Импортировать</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>1 picture</source>
            <translation>1 изображение</translation>
        </message>
        <message numerus="yes">
            <source>%Ln pictures</source>
            <translation>
                <numerusform>%Ln изображение</numerusform>
                <numerusform>%Ln изображения</numerusform>
                <numerusform>%Ln изображений</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln classes</source>
            <translation>
                <numerusform>%Ln классе</numerusform>
                <numerusform>%Ln классах</numerusform>
                <numerusform>%Ln классах</numerusform>
            </translation>
        </message>
        <message>
            <source>Their files are not known. The pictures are made anew from what the project keeps.</source>
            <translation>Исходные файлы неизвестны. Изображения создаются заново из тех, что хранит проект.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln pictures were read.</source>
            <translation>
                <numerusform>Прочитано %Ln изображение.</numerusform>
                <numerusform>Прочитано %Ln изображения.</numerusform>
                <numerusform>Прочитано %Ln изображений.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln files are left out:</source>
            <translation>
                <numerusform>Пропущен %Ln файл:</numerusform>
                <numerusform>Пропущены %Ln файла:</numerusform>
                <numerusform>Пропущено %Ln файлов:</numerusform>
            </translation>
        </message>
        <message>
            <source>1 class</source>
            <translation>1 классе</translation>
        </message>
        <message>
            <source>{pictures} in {classes}.</source>
            <translation>{pictures} в {classes}.</translation>
        </message>
        <message>
            <source>{train} are for training, {validation} for validation, {test} for test.</source>
            <translation>Для обучения: {train}, для проверки: {validation}, для теста: {test}.</translation>
        </message>
        <message>
            <source>{size} in the project file.</source>
            <translation>{size} в файле проекта.</translation>
        </message>
        <message>
            <source>All pictures are of one class. A network learns to tell at least two apart.</source>
            <translation>Все изображения одного класса. Сеть учится различать хотя бы два.</translation>
        </message>
        <message>
            <source>The classes are of very different size: a network may prefer the large ones.</source>
            <translation>Классы очень разного размера: сеть может предпочитать большие.</translation>
        </message>
        <message>
            <source>Picture {done} of {count}</source>
            <translation>Изображение {done} из {count}</translation>
        </message>
        <message>
            <source>1 file is left out:</source>
            <translation>Пропущен 1 файл:</translation>
        </message>
        <message>
            <source>Import the others</source>
            <translation>Импортировать остальные</translation>
        </message>
    </context>
    <context>
        <name>ImportImages</name>
        <message>
            <source>A folder with a sub-folder for each class</source>
            <translation>Папка, в которой у каждого класса своя вложенная папка</translation>
        </message>
        <message>
            <source>Pictures and archives ({endings})</source>
            <translation>Изображения и архивы ({endings})</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Все файлы (*)</translation>
        </message>
        <message>
            <source>Import images</source>
            <translation>Импорт изображений</translation>
        </message>
        <message>
            <source>Where “{name}” lies now</source>
            <translation>Где теперь лежит «{name}»</translation>
        </message>
    </context>
    <context>
        <name>ImportancePanel</name>
        <message>
            <source>Importance of the settings</source>
            <translation>Важность настроек</translation>
        </message>
        <message>
            <source>Importance</source>
            <translation>Важность</translation>
        </message>
        <message>
            <source>It can be told from three finished trials on.</source>
            <translation>Её можно оценить с трёх завершённых попыток.</translation>
        </message>
        <message numerus="yes">
            <source>By a random forest over %Ln trials</source>
            <translation>
                <numerusform>По случайному лесу, %Ln попытка</numerusform>
                <numerusform>По случайному лесу, %Ln попытки</numerusform>
                <numerusform>По случайному лесу, %Ln попыток</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>By rank correlation over %Ln trials</source>
            <translation>
                <numerusform>По ранговой корреляции, %Ln попытка</numerusform>
                <numerusform>По ранговой корреляции, %Ln попытки</numerusform>
                <numerusform>По ранговой корреляции, %Ln попыток</numerusform>
            </translation>
        </message>
        <message>
            <source>The share of the variance between trials that a setting explains alone or with others (functional ANOVA of a random forest, Hutter et al. 2014).</source>
            <translation>Доля дисперсии между попытками, которую настройка объясняет сама или вместе с другими (функциональный ANOVA случайного леса, Hutter et al. 2014).</translation>
        </message>
        <message>
            <source>The squared rank correlation of a setting with the goal. From twelve trials on, a random forest tells more.</source>
            <translation>Квадрат ранговой корреляции настройки с целью. С двенадцати попыток больше скажет случайный лес.</translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message>
            <source>1 × {rate}</source>
            <translation>1 × {rate}</translation>
        </message>
        <message>
            <source>PyTorch's default</source>
            <translation>Как в PyTorch</translation>
        </message>
        <message>
            <source>{rate} (global)</source>
            <translation>{rate} (общее)</translation>
        </message>
    </context>
    <context>
        <name>Joining</name>
        <message>
            <source>Add {node}</source>
            <translation>Добавить: {node}</translation>
        </message>
        <message>
            <source>Connect {source} to {target}</source>
            <translation>Соединить: {source} → {target}</translation>
        </message>
        <message>
            <source>Disconnect {target} from {source}</source>
            <translation>Разъединить: {source} → {target}</translation>
        </message>
        <message numerus="yes">
            <source>Cut %n wires</source>
            <translation>
                <numerusform>Разрезать %n связь</numerusform>
                <numerusform>Разрезать %n связи</numerusform>
                <numerusform>Разрезать %n связей</numerusform>
            </translation>
        </message>
        <message>
            <source>Insert {node}</source>
            <translation>Вставить: {node}</translation>
        </message>
    </context>
    <context>
        <name>KernelEditor</name>
        <message>
            <source>Previous input channel</source>
            <translation>Предыдущий входной канал</translation>
        </message>
        <message>
            <source>Next input channel</source>
            <translation>Следующий входной канал</translation>
        </message>
        <message>
            <source>Choose kernel</source>
            <translation>Выбрать ядро</translation>
        </message>
        <message>
            <source>Give this filter a known kernel; Undo brings its weights back</source>
            <translation>Дать фильтру известное ядро; отмена вернёт его веса</translation>
        </message>
        <message>
            <source>channel {number} of {count}</source>
            <translation>канал {number} из {count}</translation>
        </message>
    </context>
    <context>
        <name>KernelGrid</name>
        <message>
            <source>Numbers of the filter</source>
            <translation>Числа фильтра</translation>
        </message>
        <message>
            <source>row {row}, column {column}: {value}</source>
            <translation>строка {row}, столбец {column}: {value}</translation>
        </message>
    </context>
    <context>
        <name>LabelsPanel</name>
        <message>
            <source>Add class</source>
            <translation>Добавить класс</translation>
        </message>
        <message>
            <source>Remove the last class and its points</source>
            <translation>Удалить последний класс и его точки</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Значение</translation>
        </message>
        <message>
            <source>Class {name}</source>
            <translation>Класс {name}</translation>
        </message>
        <message>
            <source>Hide the points of class {name}</source>
            <translation>Скрыть точки класса {name}</translation>
        </message>
    </context>
    <context>
        <name>LandscapeBar</name>
        <message>
            <source>Directions</source>
            <translation>Направления</translation>
        </message>
        <message>
            <source>Horizontal weight</source>
            <translation>Вес по горизонтали</translation>
        </message>
        <message>
            <source>Vertical weight</source>
            <translation>Вес по вертикали</translation>
        </message>
        <message>
            <source>Loss of</source>
            <translation>Потери на</translation>
        </message>
        <message>
            <source>Margin in percent</source>
            <translation>Поле в процентах</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>Разрешение</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>Следить</translation>
        </message>
        <message>
            <source>Follow training</source>
            <translation>Следить за обучением</translation>
        </message>
        <message>
            <source>Compute the surface again and again while the network trains</source>
            <translation>Пересчитывать поверхность снова и снова, пока сеть обучается</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>Веса</translation>
        </message>
        <message>
            <source>Margin, %</source>
            <translation>Поле, %</translation>
        </message>
        <message>
            <source>Points computed</source>
            <translation>Вычислено точек</translation>
        </message>
        <message>
            <source>Recompute</source>
            <translation>Пересчитать</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Остановить</translation>
        </message>
        <message>
            <source>{done} of {total} points, {share} %</source>
            <translation>{done} из {total} точек, {share} %</translation>
        </message>
    </context>
    <context>
        <name>LandscapeChoices</name>
        <message>
            <source>PCA of the path</source>
            <translation>PCA пути</translation>
        </message>
        <message>
            <source>Filter-normalized</source>
            <translation>Нормировка по фильтрам</translation>
        </message>
        <message>
            <source>Two weights</source>
            <translation>Два веса</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Обучение</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>Проверка</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Тест</translation>
        </message>
    </context>
    <context>
        <name>LandscapeControls</name>
        <message>
            <source>Directions</source>
            <translation>Направления</translation>
        </message>
        <message>
            <source>Options of the loss surface</source>
            <translation>Настройки поверхности потерь</translation>
        </message>
        <message>
            <source>Recompute</source>
            <translation>Пересчитать</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Остановить</translation>
        </message>
        <message>
            <source>Loss of</source>
            <translation>Потери на</translation>
        </message>
        <message>
            <source>Margin</source>
            <translation>Поле</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>Разрешение</translation>
        </message>
        <message>
            <source>Horizontal weight</source>
            <translation>Вес по горизонтали</translation>
        </message>
        <message>
            <source>Vertical weight</source>
            <translation>Вес по вертикали</translation>
        </message>
        <message>
            <source>Follow training</source>
            <translation>Следить за обучением</translation>
        </message>
    </context>
    <context>
        <name>LandscapeMap</name>
        <message>
            <source>Loss around the path of training</source>
            <translation>Потери вокруг пути обучения</translation>
        </message>
        <message>
            <source>loss</source>
            <translation>потери</translation>
        </message>
        <message>
            <source>loss, log</source>
            <translation>потери, логарифм</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Шаг</translation>
        </message>
        <message>
            <source>Epoch</source>
            <translation>Эпоха</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>Потери</translation>
        </message>
        <message>
            <source>On plane</source>
            <translation>На плоскости</translation>
        </message>
        <message>
            <source>Loss here</source>
            <translation>Потери здесь</translation>
        </message>
        <message>
            <source>not finite</source>
            <translation>не конечны</translation>
        </message>
    </context>
    <context>
        <name>LandscapePage</name>
        <message>
            <source>Loss landscape</source>
            <translation>Поверхность потерь</translation>
        </message>
        <message>
            <source>Surface</source>
            <translation>Поверхность</translation>
        </message>
        <message>
            <source>Look from the first side again</source>
            <translation>Вернуть исходный ракурс</translation>
        </message>
        <message numerus="yes">
            <source>%Ln weights become 2 numbers here.</source>
            <translation>
                <numerusform>%Ln вес превращается здесь в 2 числа.</numerusform>
                <numerusform>%Ln веса превращаются здесь в 2 числа.</numerusform>
                <numerusform>%Ln весов превращаются здесь в 2 числа.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>loss of %Ln samples</source>
            <translation>
                <numerusform>потери на %Ln примере</numerusform>
                <numerusform>потери на %Ln примерах</numerusform>
                <numerusform>потери на %Ln примерах</numerusform>
            </translation>
        </message>
        <message>
            <source>The loss surface appears here once PyTorch is loaded.</source>
            <translation>Поверхность потерь появится здесь, когда загрузится PyTorch.</translation>
        </message>
        <message>
            <source>The loss surface appears here once the network can be trained.</source>
            <translation>Поверхность потерь появится здесь, когда сеть можно будет обучать.</translation>
        </message>
        <message>
            <source>The loss surface appears here in a moment.</source>
            <translation>Поверхность потерь вот-вот появится здесь.</translation>
        </message>
        <message>
            <source>This network has no weights, and so no loss surface.</source>
            <translation>У этой сети нет весов, а значит, и поверхности потерь.</translation>
        </message>
        <message>
            <source>This network has {count} weights; the surface is drawn for at most {most}.</source>
            <translation>У этой сети весов: {count}; поверхность строится не более чем для {most}.</translation>
        </message>
    </context>
    <context>
        <name>LandscapePath</name>
        <message>
            <source>start</source>
            <translation>начало</translation>
        </message>
    </context>
    <context>
        <name>LandscapeWords</name>
        <message>
            <source>Training loss around the path of this run</source>
            <translation>Потери на обучении вокруг пути этого запуска</translation>
        </message>
        <message>
            <source>Validation loss around the path of this run</source>
            <translation>Потери на проверке вокруг пути этого запуска</translation>
        </message>
        <message>
            <source>Test loss around the path of this run</source>
            <translation>Потери на тесте вокруг пути этого запуска</translation>
        </message>
        <message>
            <source>plane through epoch {epoch}, explains {share} % of the path</source>
            <translation>плоскость через эпоху {epoch}, объясняет {share} % пути</translation>
        </message>
        <message>
            <source>all other weights as at epoch {epoch}</source>
            <translation>все остальные веса — как в эпоху {epoch}</translation>
        </message>
        <message>
            <source>random directions through epoch {epoch}</source>
            <translation>случайные направления через эпоху {epoch}</translation>
        </message>
        <message>
            <source>random directions until there is a path</source>
            <translation>случайные направления, пока нет пути</translation>
        </message>
        <message>
            <source>The network has no other weights: nothing is left out, and the path lies on the surface.</source>
            <translation>Других весов у сети нет: ничего не опущено, и путь лежит на самой поверхности.</translation>
        </message>
        <message>
            <source>The plane shows loss only along these two directions, so a ridge you see may have a way around it.</source>
            <translation>Плоскость показывает потери только вдоль этих двух направлений, так что гребень, который вы видите, можно, возможно, обойти.</translation>
        </message>
        <message>
            <source>Computed of the first {some} of {all} samples.</source>
            <translation>Вычислено по первым {some} из {all} примеров.</translation>
        </message>
        <message>
            <source>component 1, {share} % of the path</source>
            <translation>компонента 1, {share} % пути</translation>
        </message>
        <message>
            <source>component 2, {share} %</source>
            <translation>компонента 2, {share} %</translation>
        </message>
        <message>
            <source>random direction 1</source>
            <translation>случайное направление 1</translation>
        </message>
        <message>
            <source>random direction 2</source>
            <translation>случайное направление 2</translation>
        </message>
    </context>
    <context>
        <name>LayerCurves</name>
        <message>
            <source>Epoch {epoch}</source>
            <translation>Эпоха {epoch}</translation>
        </message>
    </context>
    <context>
        <name>LayersPage</name>
        <message>
            <source>Numbers appear when training starts.</source>
            <translation>Числа появятся, когда начнётся обучение.</translation>
        </message>
    </context>
    <context>
        <name>LedgerPanel</name>
        <message>
            <source>Click a place, or go there by the arrow keys.</source>
            <translation>Щёлкните место или перейдите к нему клавишами со стрелками.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln more lines</source>
            <translation>
                <numerusform>ещё %Ln строка</numerusform>
                <numerusform>ещё %Ln строки</numerusform>
                <numerusform>ещё %Ln строк</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LeftPanel</name>
        <message>
            <source>Draw data</source>
            <translation>Рисование данных</translation>
        </message>
        <message>
            <source>Close the drawing</source>
            <translation>Закрыть рисование</translation>
        </message>
        <message>
            <source>Paint with</source>
            <translation>Чем рисовать</translation>
        </message>
        <message>
            <source>keys 1 to 9</source>
            <translation>клавиши 1–9</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>Классы</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>Значения</translation>
        </message>
        <message>
            <source>Curve</source>
            <translation>Кривая</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>Задача</translation>
        </message>
        <message>
            <source>Train while I draw</source>
            <translation>Обучать, пока я рисую</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Разбиение</translation>
        </message>
        <message>
            <source>Undo stroke</source>
            <translation>Отменить</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Очистить</translation>
        </message>
    </context>
    <context>
        <name>Licences</name>
        <message>
            <source>Licences</source>
            <translation>Лицензии</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
    </context>
    <context>
        <name>LinkCard</name>
        <message>
            <source>Open</source>
            <translation>Открыть</translation>
        </message>
        <message>
            <source>Text or link</source>
            <translation>Текст или ссылка</translation>
        </message>
        <message>
            <source>Shared text or TensorFlow Playground link</source>
            <translation>Переданный текст или ссылка TensorFlow Playground</translation>
        </message>
        <message>
            <source>Paste a link or a shared text to repeat that run exactly.</source>
            <translation>Вставьте ссылку или текст для обмена — запуск повторится в точности.</translation>
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
        <name>LockstepPage</name>
        <message>
            <source>The networks are being built.</source>
            <translation>Сети создаются.</translation>
        </message>
        <message>
            <source>Lockstep</source>
            <translation>Бок о бок</translation>
        </message>
        <message>
            <source>Train both</source>
            <translation>Обучать обе</translation>
        </message>
        <message>
            <source>Train one epoch</source>
            <translation>Обучать одну эпоху</translation>
        </message>
        <message>
            <source>Start again</source>
            <translation>Начать заново</translation>
        </message>
        <message>
            <source>Speed of the comparison</source>
            <translation>Скорость сравнения</translation>
        </message>
        <message>
            <source>{count} ep/s</source>
            <translation>{count} эп/с</translation>
        </message>
        <message>
            <source>Max</source>
            <translation>Макс.</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Пауза</translation>
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
    </context>
    <context>
        <name>LossesAlong</name>
        <message>
            <source>Loss along the path</source>
            <translation>Потери вдоль пути</translation>
        </message>
        <message>
            <source>real</source>
            <translation>настоящие</translation>
        </message>
        <message>
            <source>on the plane</source>
            <translation>на плоскости</translation>
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
            <source>Pages of the run</source>
            <translation>Страницы запуска</translation>
        </message>
        <message>
            <source>The network does not read pictures.</source>
            <translation>На входе этой сети нет изображений.</translation>
        </message>
        <message>
            <source>Type a weight of {node}</source>
            <translation>Изменение веса узла «{node}»</translation>
        </message>
    </context>
    <context>
        <name>MapGlass</name>
        <message>
            <source>Enlarged map</source>
            <translation>Увеличенная карта</translation>
        </message>
        <message>
            <source>from {low} to {high}</source>
            <translation>от {low} до {high}</translation>
        </message>
        <message>
            <source>row {row}, column {column}:  {value}</source>
            <translation>строка {row}, столбец {column}:  {value}</translation>
        </message>
        <message>
            <source>{layer}, {number}</source>
            <translation>{layer}, {number}</translation>
        </message>
    </context>
    <context>
        <name>MaximisePage</name>
        <message>
            <source>Preferred inputs</source>
            <translation>Что ищет нейрон</translation>
        </message>
        <message>
            <source>Units of</source>
            <translation>Нейроны слоя</translation>
        </message>
        <message>
            <source>Smooth</source>
            <translation>Гладко</translation>
        </message>
        <message>
            <source>Smoother</source>
            <translation>Глаже</translation>
        </message>
        <message>
            <source>Raw</source>
            <translation>Как есть</translation>
        </message>
        <message>
            <source>How much decay and blur smooth the pictures</source>
            <translation>Насколько затухание и размытие сглаживают изображения</translation>
        </message>
        <message>
            <source>Start from noise again</source>
            <translation>Начать снова с шума</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>Классы</translation>
        </message>
        <message>
            <source>Outputs</source>
            <translation>Выходы</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Нейрон</translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>Канал</translation>
        </message>
        <message>
            <source>Row</source>
            <translation>Строка</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>Столбец</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Значение</translation>
        </message>
    </context>
    <context>
        <name>Measures</name>
        <message>
            <source>Loss</source>
            <translation>Потери</translation>
        </message>
        <message>
            <source>Loss of batches</source>
            <translation>Потери пакетов</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>Доля верных</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Точность</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>Полнота</translation>
        </message>
        <message>
            <source>Mean overlap (IoU)</source>
            <translation>Среднее перекрытие (IoU)</translation>
        </message>
        <message>
            <source>Mean absolute error</source>
            <translation>Средняя абсолютная ошибка</translation>
        </message>
        <message>
            <source>Penalty</source>
            <translation>Штраф</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Скорость обучения</translation>
        </message>
        <message>
            <source>Gradient norm</source>
            <translation>Норма градиента</translation>
        </message>
        <message>
            <source>train</source>
            <translation>обучение</translation>
        </message>
        <message>
            <source>validation</source>
            <translation>проверка</translation>
        </message>
        <message>
            <source>test</source>
            <translation>тест</translation>
        </message>
    </context>
    <context>
        <name>MemoryNote</name>
        <message>
            <source>One moment of this network takes {moment} MB, too much for any memory of the timeline: make the network smaller to go back in time.</source>
            <translation>Один момент этой сети занимает {moment} МБ, слишком много для любой памяти ленты времени: уменьшите сеть, чтобы возвращаться в прошлое.</translation>
        </message>
        <message>
            <source>One moment of this network takes {moment} MB, and the {budget} MB of the timeline must hold two: choose {enough} MB under Train, Time, Memory for the timeline.</source>
            <translation>Один момент этой сети занимает {moment} МБ, а в {budget} МБ ленты времени должны помещаться два: выберите {enough} МБ в меню «Обучение», «Время», «Память для ленты времени».</translation>
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
            <source>Data</source>
            <translation>Данные</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Время</translation>
        </message>
        <message>
            <source>Memory for the timeline</source>
            <translation>Память для ленты времени</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Страницы</translation>
        </message>
        <message>
            <source>Graph</source>
            <translation>Граф</translation>
        </message>
        <message>
            <source>Select</source>
            <translation>Выделить</translation>
        </message>
        <message>
            <source>Align</source>
            <translation>Выровнять</translation>
        </message>
        <message>
            <source>Colour of note or frame</source>
            <translation>Цвет заметки или рамки</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Обучение</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Справка</translation>
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
        <name>NeuronLevel</name>
        <message>
            <source>input x</source>
            <translation>вход x</translation>
        </message>
        <message>
            <source>x, channel {number}</source>
            <translation>x, канал {number}</translation>
        </message>
        <message>
            <source>kernel w</source>
            <translation>ядро w</translation>
        </message>
        <message>
            <source>products w · x</source>
            <translation>произведения w · x</translation>
        </message>
        <message>
            <source>output a, {shape}</source>
            <translation>выход a, {shape}</translation>
        </message>
        <message>
            <source>bias b</source>
            <translation>смещение b</translation>
        </message>
        <message>
            <source>position</source>
            <translation>место</translation>
        </message>
        <message>
            <source>running sum</source>
            <translation>сумма по порядку</translation>
        </message>
        <message>
            <source>row {row}, column {column}</source>
            <translation>строка {row}, столбец {column}</translation>
        </message>
        <message>
            <source>all others</source>
            <translation>остальные</translation>
        </message>
        <message>
            <source>other channels</source>
            <translation>другие каналы</translation>
        </message>
        <message>
            <source>sum z</source>
            <translation>сумма z</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Выход</translation>
        </message>
        <message>
            <source>row, column</source>
            <translation>строка, столбец</translation>
        </message>
        <message>
            <source>same weights used</source>
            <translation>те же веса</translation>
        </message>
        <message>
            <source>top left</source>
            <translation>сверху слева</translation>
        </message>
        <message>
            <source>top</source>
            <translation>сверху</translation>
        </message>
        <message>
            <source>top right</source>
            <translation>сверху справа</translation>
        </message>
        <message>
            <source>left</source>
            <translation>слева</translation>
        </message>
        <message>
            <source>center</source>
            <translation>центр</translation>
        </message>
        <message>
            <source>right</source>
            <translation>справа</translation>
        </message>
        <message>
            <source>bottom left</source>
            <translation>снизу слева</translation>
        </message>
        <message>
            <source>bottom</source>
            <translation>снизу</translation>
        </message>
        <message>
            <source>bottom right</source>
            <translation>снизу справа</translation>
        </message>
        <message>
            <source>slope</source>
            <translation>наклон</translation>
        </message>
        <message>
            <source>the neuron is switched off</source>
            <translation>нейрон отключён</translation>
        </message>
        <message>
            <source>through all neurons of {activation}</source>
            <translation>через все нейроны {activation}</translation>
        </message>
        <message>
            <source>the layer is frozen</source>
            <translation>слой заморожен</translation>
        </message>
        <message>
            <source>Neuron {number}</source>
            <translation>Нейрон {number}</translation>
        </message>
        <message>
            <source>Channel {number}, place {where}</source>
            <translation>Канал {number}, место {where}</translation>
        </message>
        <message>
            <source>sum</source>
            <translation>сумма</translation>
        </message>
        <message>
            <source>product</source>
            <translation>произведение</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>Вперёд</translation>
        </message>
        <message>
            <source>the same to every input</source>
            <translation>одинаково для каждого входа</translation>
        </message>
        <message>
            <source>Backward</source>
            <translation>Назад</translation>
        </message>
        <message>
            <source>output</source>
            <translation>выход</translation>
        </message>
        <message>
            <source>μ and σ² are the running ones, as outside of training.</source>
            <translation>μ и σ² — накопленные, как вне обучения.</translation>
        </message>
        <message>
            <source>μ and σ² are those of this sample's own values.</source>
            <translation>μ и σ² вычислены по значениям самого примера.</translation>
        </message>
        <message>
            <source>loss of this sample</source>
            <translation>потери этого примера</translation>
        </message>
        <message>
            <source>share</source>
            <translation>доля</translation>
        </message>
        <message>
            <source>after one step on this sample alone</source>
            <translation>после одного шага только на этом примере</translation>
        </message>
        <message>
            <source>Update</source>
            <translation>Шаг</translation>
        </message>
        <message>
            <source>Filter {number}</source>
            <translation>Фильтр {number}</translation>
        </message>
        <message>
            <source>Channel {number}</source>
            <translation>Канал {number}</translation>
        </message>
        <message>
            <source>Change a bias of {node}</source>
            <translation>Изменить смещение: {node}</translation>
        </message>
        <message>
            <source>Change a weight of {node}</source>
            <translation>Изменить вес: {node}</translation>
        </message>
        <message>
            <source>input {letter}</source>
            <translation>вход {letter}</translation>
        </message>
        <message>
            <source>weight w</source>
            <translation>вес w</translation>
        </message>
        <message>
            <source>Sum z</source>
            <translation>Сумма z</translation>
        </message>
        <message>
            <source>Slope</source>
            <translation>Наклон</translation>
        </message>
        <message>
            <source>learning rate η</source>
            <translation>скорость η</translation>
        </message>
        <message>
            <source>to the largest number alone</source>
            <translation>только наибольшему числу</translation>
        </message>
        <message>
            <source>to every number of the window</source>
            <translation>каждому числу окна</translation>
        </message>
        <message>
            <source>summed over its copies: {count}</source>
            <translation>сумма по копиям, их {count}</translation>
        </message>
        <message>
            <source>to each by its share</source>
            <translation>каждому по его доле</translation>
        </message>
        <message>
            <source>padding</source>
            <translation>дополнение</translation>
        </message>
        <message>
            <source>unchanged, to where the number came from</source>
            <translation>без изменений, туда, откуда пришло число</translation>
        </message>
        <message>
            <source>Nothing passes back: a border is the same whatever comes in.</source>
            <translation>Обратно ничего не проходит: рамка не зависит от входа.</translation>
        </message>
        <message>
            <source>in training, kept</source>
            <translation>при обучении, оставлено</translation>
        </message>
        <message>
            <source>in training, dropped</source>
            <translation>при обучении, отброшено</translation>
        </message>
        <message>
            <source>Step {number}</source>
            <translation>Шаг {number}</translation>
        </message>
        <message>
            <source>the last step that took this sample</source>
            <translation>последний шаг с этим примером</translation>
        </message>
        <message>
            <source>No step takes this sample: it is not in the training part.</source>
            <translation>Ни один шаг не берёт этот пример: он не в обучающей части.</translation>
        </message>
        <message>
            <source>What is drawn is seen as soon as a step takes this sample.</source>
            <translation>Что выпало, станет видно, как только шаг возьмёт этот пример.</translation>
        </message>
        <message>
            <source>the mean in training is x itself</source>
            <translation>в среднем при обучении получается само x</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Обучение</translation>
        </message>
        <message>
            <source>what is dropped passes nothing back</source>
            <translation>отброшенное ничего не передаёт назад</translation>
        </message>
        <message>
            <source>a dropped channel passes nothing back</source>
            <translation>отброшенный канал ничего не передаёт назад</translation>
        </message>
        <message>
            <source>kept</source>
            <translation>оставлено</translation>
        </message>
        <message>
            <source>dropped</source>
            <translation>отброшено</translation>
        </message>
        <message>
            <source>in training, ε = {noise}</source>
            <translation>при обучении, ε = {noise}</translation>
        </message>
        <message>
            <source>two of three draws lie between the two</source>
            <translation>два случая из трёх лежат между ними</translation>
        </message>
        <message>
            <source>outside of training</source>
            <translation>вне обучения</translation>
        </message>
    </context>
    <context>
        <name>NeuronPage</name>
        <message>
            <source>Neuron</source>
            <translation>Нейрон</translation>
        </message>
        <message>
            <source>The numbers appear as soon as the sample has passed the network.</source>
            <translation>Числа появятся, как только пример пройдёт через сеть.</translation>
        </message>
        <message>
            <source>Graph</source>
            <translation>Граф</translation>
        </message>
    </context>
    <context>
        <name>NodeActions</name>
        <message>
            <source>Initialize again</source>
            <translation>Инициализировать заново</translation>
        </message>
        <message>
            <source>Draw other initial weights for this layer only; undo restores these</source>
            <translation>Выбрать новые начальные веса только этого слоя; отмена вернёт прежние</translation>
        </message>
        <message>
            <source>Ablate</source>
            <translation>Отключить</translation>
        </message>
        <message>
            <source>Switch all units off: they give out zero, so that one sees what is lost</source>
            <translation>Отключить все нейроны: они выдают ноль, и видно, что теряется без них</translation>
        </message>
        <message>
            <source>Switch units on</source>
            <translation>Включить нейроны</translation>
        </message>
        <message>
            <source>Look at units</source>
            <translation>Смотреть нейроны</translation>
        </message>
        <message>
            <source>Reset options</source>
            <translation>Сбросить параметры</translation>
        </message>
        <message>
            <source>{off} of {all} units are ablated.</source>
            <translation>Отключено нейронов: {off} из {all}.</translation>
        </message>
    </context>
    <context>
        <name>NodeEditor</name>
        <message>
            <source>The selected nodes have no field in common.</source>
            <translation>У выбранных узлов нет общих полей.</translation>
        </message>
        <message>
            <source>Data, features and their split are set in the panel on the left.</source>
            <translation>Данные, признаки и разбиение задаются на панели слева.</translation>
        </message>
        <message>
            <source>There is nothing to set here.</source>
            <translation>Здесь нечего настраивать.</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>Веса</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>Градиент</translation>
        </message>
    </context>
    <context>
        <name>NodeEdits</name>
        <message>
            <source>Change {field} of {node}</source>
            <translation>Изменение «{field}» — {node}</translation>
        </message>
        <message numerus="yes">
            <source>Set {field} of %n nodes</source>
            <translation>
                <numerusform>«{field}»: %n узел</numerusform>
                <numerusform>«{field}»: %n узла</numerusform>
                <numerusform>«{field}»: %n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Reset options of {node}</source>
            <translation>Сброс параметров — {node}</translation>
        </message>
        <message numerus="yes">
            <source>Reset options of %n nodes</source>
            <translation>
                <numerusform>Сброс параметров: %n узел</numerusform>
                <numerusform>Сброс параметров: %n узла</numerusform>
                <numerusform>Сброс параметров: %n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Rename {node}</source>
            <translation>Переименование «{node}»</translation>
        </message>
        <message>
            <source>Ablate {node}</source>
            <translation>Отключение «{node}»</translation>
        </message>
        <message numerus="yes">
            <source>Ablate %n nodes</source>
            <translation>
                <numerusform>Отключение: %n узел</numerusform>
                <numerusform>Отключение: %n узла</numerusform>
                <numerusform>Отключение: %n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Switch units of {node} on</source>
            <translation>Включение нейронов — {node}</translation>
        </message>
        <message numerus="yes">
            <source>Switch units of %n nodes on</source>
            <translation>
                <numerusform>Включение нейронов: %n узел</numerusform>
                <numerusform>Включение нейронов: %n узла</numerusform>
                <numerusform>Включение нейронов: %n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Ablate unit {unit} of {node}</source>
            <translation>Отключение нейрона {unit} — {node}</translation>
        </message>
        <message>
            <source>Switch unit {unit} of {node} on</source>
            <translation>Включение нейрона {unit} — {node}</translation>
        </message>
        <message>
            <source>Initialize {node} again</source>
            <translation>Новая инициализация — {node}</translation>
        </message>
        <message numerus="yes">
            <source>Initialize %n nodes again</source>
            <translation>
                <numerusform>Новая инициализация: %n узел</numerusform>
                <numerusform>Новая инициализация: %n узла</numerusform>
                <numerusform>Новая инициализация: %n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Type a weight of {node}</source>
            <translation>Изменение веса узла «{node}»</translation>
        </message>
        <message>
            <source>Set filter {unit} of {node}</source>
            <translation>Задать фильтр {unit} узла {node}</translation>
        </message>
    </context>
    <context>
        <name>NodeHeader</name>
        <message>
            <source>Name of the node</source>
            <translation>Название узла</translation>
        </message>
        <message numerus="yes">
            <source>%n nodes</source>
            <translation>
                <numerusform>%n узел</numerusform>
                <numerusform>%n узла</numerusform>
                <numerusform>%n узлов</numerusform>
            </translation>
        </message>
        <message>
            <source>Shape of one sample: in → out</source>
            <translation>Форма одного примера: вход → выход</translation>
        </message>
        <message>
            <source>Trainable numbers · multiplications with an addition per sample</source>
            <translation>Обучаемые числа · умножения со сложением на один пример</translation>
        </message>
        <message>
            <source>{count} params</source>
            <translation>{count} парам.</translation>
        </message>
        <message>
            <source>{count} MACs</source>
            <translation>{count} умнож.</translation>
        </message>
    </context>
    <context>
        <name>NoiseChart</name>
        <message>
            <source>Accuracy against noise</source>
            <translation>Доля верных при шуме</translation>
        </message>
        <message>
            <source>Noise on the test pictures</source>
            <translation>Шум на тестовых изображениях</translation>
        </message>
    </context>
    <context>
        <name>NoiseControls</name>
        <message>
            <source>Gaussian</source>
            <translation>Гауссов</translation>
        </message>
        <message>
            <source>Salt and pepper</source>
            <translation>Соль и перец</translation>
        </message>
        <message>
            <source>Kind of noise</source>
            <translation>Вид шума</translation>
        </message>
        <message>
            <source>Pixel noise</source>
            <translation>Шум пикселей</translation>
        </message>
        <message>
            <source>In training</source>
            <translation>Обучение</translation>
        </message>
        <message>
            <source>Noise in training</source>
            <translation>Шум при обучении</translation>
        </message>
        <message>
            <source>In testing</source>
            <translation>Тест</translation>
        </message>
        <message>
            <source>Noise in testing</source>
            <translation>Шум при тесте</translation>
        </message>
    </context>
    <context>
        <name>NoisePage</name>
        <message>
            <source>Noise</source>
            <translation>Шум</translation>
        </message>
        <message>
            <source>Gaussian</source>
            <translation>Гауссов</translation>
        </message>
        <message>
            <source>Salt and pepper</source>
            <translation>Соль и перец</translation>
        </message>
        <message>
            <source>Kind of noise</source>
            <translation>Вид шума</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>Эпохи</translation>
        </message>
        <message>
            <source>Add a preset</source>
            <translation>Добавить пример</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Ход</translation>
        </message>
        <message>
            <source>Train and compare</source>
            <translation>Обучить и сравнить</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Of an earlier network</source>
            <translation>Для прежней сети</translation>
        </message>
        <message>
            <source>Each network is trained for {epochs} epochs on the same pictures, then judged by test pictures with more and more noise. The network on the canvas goes on by itself meanwhile.</source>
            <translation>Каждая сеть обучается на одних и тех же изображениях (эпох: {epochs}), затем оценивается по тестовым изображениям со всё большим шумом. Сеть на схеме тем временем работает сама по себе.</translation>
        </message>
        <message>
            <source>Add a preset…</source>
            <translation>Добавить пример…</translation>
        </message>
    </context>
    <context>
        <name>NoiseStudy</name>
        <message>
            <source>This network</source>
            <translation>Эта сеть</translation>
        </message>
    </context>
    <context>
        <name>NoiseTable</name>
        <message>
            <source>Table of accuracies</source>
            <translation>Таблица долей верных</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>Шум</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>Параметры</translation>
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
            <source>pixels {value}</source>
            <translation>пиксели {value}</translation>
        </message>
        <message>
            <source>Test IoU</source>
            <translation>IoU: тест</translation>
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
        <name>OutputMistakes</name>
        <message>
            <source>Highest loss</source>
            <translation>Наибольшие потери</translation>
        </message>
        <message>
            <source>Part of the data</source>
            <translation>Часть данных</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Тест</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Обучение</translation>
        </message>
        <message>
            <source>Samples with the highest loss</source>
            <translation>Примеры с наибольшими потерями</translation>
        </message>
        <message>
            <source>{true} read as {read}</source>
            <translation>{true} прочитано как {read}</translation>
        </message>
    </context>
    <context>
        <name>OutputPage</name>
        <message>
            <source>Output</source>
            <translation>Выход</translation>
        </message>
    </context>
    <context>
        <name>OutputPicture</name>
        <message>
            <source>Test data</source>
            <translation>Тест</translation>
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
            <source>What is shown</source>
            <translation>Что показано</translation>
        </message>
        <message>
            <source>Opacity of masks</source>
            <translation>Непрозрачность масок</translation>
        </message>
        <message>
            <source>How much masks cover the picture</source>
            <translation>Насколько маски закрывают картинку</translation>
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
        <name>OutputSample</name>
        <message>
            <source>Your own sample</source>
            <translation>Свой пример</translation>
        </message>
        <message>
            <source>Your own picture</source>
            <translation>Ваш рисунок</translation>
        </message>
        <message>
            <source>Training sample {number}</source>
            <translation>Обучающий пример {number}</translation>
        </message>
        <message>
            <source>Validation sample {number}</source>
            <translation>Проверочный пример {number}</translation>
        </message>
        <message>
            <source>Test sample {number}</source>
            <translation>Тестовый пример {number}</translation>
        </message>
        <message>
            <source>loss {value}</source>
            <translation>потери {value}</translation>
        </message>
    </context>
    <context>
        <name>OutputThreshold</name>
        <message>
            <source>Part of the data</source>
            <translation>Часть данных</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Тест</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Обучение</translation>
        </message>
        <message>
            <source>Curve</source>
            <translation>Кривая</translation>
        </message>
        <message>
            <source>Threshold</source>
            <translation>Порог</translation>
        </message>
        <message>
            <source>Put the threshold in the middle</source>
            <translation>Поставить порог посередине</translation>
        </message>
    </context>
    <context>
        <name>OutputView</name>
        <message>
            <source>Details of the output</source>
            <translation>Подробности выхода</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>Потери</translation>
        </message>
        <message>
            <source>Sample</source>
            <translation>Пример</translation>
        </message>
        <message>
            <source>Mistakes</source>
            <translation>Ошибки</translation>
        </message>
        <message>
            <source>Threshold</source>
            <translation>Порог</translation>
        </message>
    </context>
    <context>
        <name>Pad</name>
        <message>
            <source>Keep this picture</source>
            <translation>Сохранить это изображение</translation>
        </message>
        <message>
            <source>Show all samples</source>
            <translation>Показать все примеры</translation>
        </message>
    </context>
    <context>
        <name>PageElsewhere</name>
        <message>
            <source>Show the window</source>
            <translation>Показать окно</translation>
        </message>
        <message>
            <source>Bring it back</source>
            <translation>Вернуть сюда</translation>
        </message>
        <message>
            <source>“{page}” is in a window of its own.</source>
            <translation>«{page}» — в отдельном окне.</translation>
        </message>
    </context>
    <context>
        <name>PageTabs</name>
        <message>
            <source>Pages of the run</source>
            <translation>Страницы запуска</translation>
        </message>
        <message>
            <source>More pages</source>
            <translation>Ещё страницы</translation>
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
            <source>Blocks</source>
            <translation>Блоки</translation>
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
        <name>Panel</name>
        <message>
            <source>What is shown</source>
            <translation>Что показано</translation>
        </message>
        <message>
            <source>Forward + backward</source>
            <translation>Вперёд и назад</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>Вперёд</translation>
        </message>
        <message>
            <source>A point without a target has no loss.</source>
            <translation>У точки без целевого значения нет потерь.</translation>
        </message>
    </context>
    <context>
        <name>ParallelPanel</name>
        <message>
            <source>All finished trials, by settings and measures</source>
            <translation>Все завершённые попытки по настройкам и показателям</translation>
        </message>
        <message>
            <source>Drag on an axis to filter, click it to see all again. Click a line to choose it.</source>
            <translation>Проведите по оси, чтобы отобрать попытки; щёлкните по ней, чтобы снова видеть все. Щелчок по линии выбирает её.</translation>
        </message>
        <message>
            <source>All finished trials</source>
            <translation>Все завершённые попытки</translation>
        </message>
        <message>
            <source>drag on an axis to filter</source>
            <translation>проведите по оси, чтобы отобрать</translation>
        </message>
        <message>
            <source>{count} of {all} within the filter</source>
            <translation>отобрано {count} из {all}</translation>
        </message>
    </context>
    <context>
        <name>Patches</name>
        <message>
            <source>What excites the unit most</source>
            <translation>Что сильнее всего возбуждает нейрон</translation>
        </message>
        <message>
            <source>The parts of {count} training samples that excite it most</source>
            <translation>Части обучающих примеров, которые возбуждают его сильнее всего (просмотрено: {count})</translation>
        </message>
        <message>
            <source>Training sample {number}</source>
            <translation>Обучающий пример {number}</translation>
        </message>
        <message>
            <source>{value} at row {row}, column {column}</source>
            <translation>{value} в строке {row}, столбце {column}</translation>
        </message>
        <message>
            <source>Excited most by</source>
            <translation>Сильнее всего от</translation>
        </message>
    </context>
    <context>
        <name>PictureAnswer</name>
        <message>
            <source>What the network answers</source>
            <translation>Что отвечает сеть</translation>
        </message>
    </context>
    <context>
        <name>PictureDialog</name>
        <message>
            <source>Format</source>
            <translation>Формат</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Размер</translation>
        </message>
        <message>
            <source>As shown</source>
            <translation>Как на экране</translation>
        </message>
        <message>
            <source>White</source>
            <translation>Белый</translation>
        </message>
        <message>
            <source>Transparent</source>
            <translation>Прозрачный</translation>
        </message>
        <message>
            <source>Background</source>
            <translation>Фон</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Копировать</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Сохранить…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Lines have no pixels</source>
            <translation>У линий нет пикселей</translation>
        </message>
        <message>
            <source>Lines and text stay sharp at every size; heat maps are embedded as pictures.</source>
            <translation>Линии и текст чёткие при любом размере; тепловые карты вставлены как картинки.</translation>
        </message>
        <message>
            <source>{width} × {height} pixels</source>
            <translation>{width} × {height} пикселей</translation>
        </message>
    </context>
    <context>
        <name>PicturesPanel</name>
        <message>
            <source>Each square is a test sample; its colour tells who is right.</source>
            <translation>Каждый квадрат — тестовый пример; его цвет показывает, кто прав.</translation>
        </message>
        <message>
            <source>The stronger the colour, the farther A and B are apart, from 0 to 1.
Lines: where A and B change their answer. Rings: test samples that they answer differently.</source>
            <translation>Чем сильнее цвет, тем больше расходятся A и B, от 0 до 1.
Линии: где A и B меняют ответ. Кольца: тестовые примеры, на которые они отвечают по-разному.</translation>
        </message>
        <message>
            <source>seed {number}</source>
            <translation>зерно {number}</translation>
        </message>
        <message>
            <source>{seed}, wrong answers marked</source>
            <translation>{seed}, неверные ответы отмечены</translation>
        </message>
        <message>
            <source>Test loss</source>
            <translation>Потери на тесте</translation>
        </message>
        <message>
            <source>who is right</source>
            <translation>кто прав</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Разность</translation>
        </message>
        <message>
            <source>both right</source>
            <translation>обе верны</translation>
        </message>
        <message>
            <source>only A right</source>
            <translation>верна только A</translation>
        </message>
        <message>
            <source>only B right</source>
            <translation>верна только B</translation>
        </message>
        <message>
            <source>both wrong</source>
            <translation>обе неверны</translation>
        </message>
        <message>
            <source>neither</source>
            <translation>ни одна</translation>
        </message>
        <message>
            <source>both</source>
            <translation>обе</translation>
        </message>
        <message>
            <source>Mean |A − B|</source>
            <translation>Среднее |A − B|</translation>
        </message>
        <message>
            <source>{count} of {all} test differ</source>
            <translation>расходятся {count} из {all}</translation>
        </message>
        <message>
            <source>Same class</source>
            <translation>Один класс</translation>
        </message>
        <message>
            <source>Mean</source>
            <translation>Среднее</translation>
        </message>
        <message>
            <source>of {count} seeds</source>
            <translation>зёрен: {count}</translation>
        </message>
        <message>
            <source>Spread</source>
            <translation>Разброс</translation>
        </message>
        <message>
            <source>Standard deviation</source>
            <translation>Станд. отклонение</translation>
        </message>
    </context>
    <context>
        <name>PlaneAttack</name>
        <message>
            <source>The point and its adversarial twin</source>
            <translation>Точка и её состязательный двойник</translation>
        </message>
        <message>
            <source>Sample</source>
            <translation>Пример</translation>
        </message>
        <message>
            <source>Moved by at most ε</source>
            <translation>Сдвиг не больше ε</translation>
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
        <name>PointsModel</name>
        <message>
            <source>Class</source>
            <translation>Класс</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Значение</translation>
        </message>
        <message>
            <source>“{text}” is not a number.</source>
            <translation>«{text}» — не число.</translation>
        </message>
        <message>
            <source>A class is a whole number, not {value}.</source>
            <translation>Класс — целое число, а не {value}.</translation>
        </message>
        <message>
            <source>The number must lie between {low} and {high}.</source>
            <translation>Число должно лежать между {low} и {high}.</translation>
        </message>
    </context>
    <context>
        <name>PointsTable</name>
        <message>
            <source>Points as numbers</source>
            <translation>Точки числами</translation>
        </message>
    </context>
    <context>
        <name>Possible</name>
        <message>
            <source>Select a layer first.</source>
            <translation>Сначала выберите слой.</translation>
        </message>
        <message>
            <source>Select one layer first.</source>
            <translation>Сначала выберите один слой.</translation>
        </message>
        <message>
            <source>Select at least two layers first.</source>
            <translation>Сначала выберите хотя бы два слоя.</translation>
        </message>
        <message>
            <source>Select at least three layers first.</source>
            <translation>Сначала выберите хотя бы три слоя.</translation>
        </message>
        <message>
            <source>Select a note or a frame first.</source>
            <translation>Сначала выберите заметку или рамку.</translation>
        </message>
        <message>
            <source>Select a layer, a note or a frame first.</source>
            <translation>Сначала выберите слой, заметку или рамку.</translation>
        </message>
        <message>
            <source>Select a layer, a wire, a note or a frame first.</source>
            <translation>Сначала выберите слой, связь, заметку или рамку.</translation>
        </message>
        <message>
            <source>Select one layer, block, note or frame first.</source>
            <translation>Сначала выберите один слой, блок, заметку или рамку.</translation>
        </message>
        <message>
            <source>An input cannot be muted.</source>
            <translation>Вход нельзя заглушить.</translation>
        </message>
        <message>
            <source>Select a block first.</source>
            <translation>Сначала выберите блок.</translation>
        </message>
        <message>
            <source>Select a block, or a layer in one, first.</source>
            <translation>Сначала выберите блок или слой в нём.</translation>
        </message>
        <message>
            <source>The network is arranged automatically already.</source>
            <translation>Сеть уже расставлена автоматически.</translation>
        </message>
        <message>
            <source>The problem has no fix that can be applied by itself.</source>
            <translation>У этой проблемы нет исправления, которое можно применить само.</translation>
        </message>
        <message>
            <source>There is no problem to fix.</source>
            <translation>Исправлять нечего: проблем нет.</translation>
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
        <name>Preview</name>
        <message>
            <source>The first rows of the table</source>
            <translation>Первые строки таблицы</translation>
        </message>
        <message>
            <source>Predict this column</source>
            <translation>Предсказывать этот столбец</translation>
        </message>
        <message>
            <source>Use as an input</source>
            <translation>Использовать как вход</translation>
        </message>
    </context>
    <context>
        <name>PreviewModel</name>
        <message>
            <source>empty</source>
            <translation>пусто</translation>
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
        <name>ProblemsPage</name>
        <message>
            <source>Fix all</source>
            <translation>Исправить все</translation>
        </message>
        <message>
            <source>Apply the first fix of each problem (Ctrl+Shift+.)</source>
            <translation>Применить первое исправление каждой ошибки (Ctrl+Shift+.)</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Проблемы</translation>
        </message>
        <message>
            <source>Fix 1 problem</source>
            <translation>Исправление 1 ошибки</translation>
        </message>
        <message numerus="yes">
            <source>Fix %n problems</source>
            <translation>
                <numerusform>Исправление %n ошибки</numerusform>
                <numerusform>Исправление %n ошибок</numerusform>
                <numerusform>Исправление %n ошибок</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Program</name>
        <message>
            <source>Unsaved work cannot be kept safe at the moment: {reason} Save the project.</source>
            <translation>Сейчас несохранённую работу не удаётся уберечь: {reason} Сохраните проект.</translation>
        </message>
        <message>
            <source>The training takes {size} MB: it is kept when you save. Up to {most} MB are kept by themselves; edits always are.</source>
            <translation>Состояние обучения занимает {size} МБ: оно сохраняется только вместе с проектом. До {most} МБ сохраняется само; правки сохраняются всегда.</translation>
        </message>
    </context>
    <context>
        <name>ProgressPanel</name>
        <message>
            <source>Progress of the sweep</source>
            <translation>Ход перебора</translation>
        </message>
        <message>
            <source>{done} of {all} trials done</source>
            <translation>готово попыток: {done} из {all}</translation>
        </message>
        <message>
            <source>{count} given up</source>
            <translation>прервано: {count}</translation>
        </message>
        <message>
            <source>{count} failed</source>
            <translation>с ошибкой: {count}</translation>
        </message>
        <message>
            <source>{count} running</source>
            <translation>обучается: {count}</translation>
        </message>
        <message>
            <source>{count} waiting</source>
            <translation>ожидает: {count}</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>остановлено</translation>
        </message>
        <message>
            <source>all done</source>
            <translation>всё готово</translation>
        </message>
        <message>
            <source>ends with the trials under way</source>
            <translation>завершится после начатых попыток</translation>
        </message>
        <message>
            <source>stopping</source>
            <translation>останавливается</translation>
        </message>
        <message>
            <source>elapsed {time}</source>
            <translation>прошло {time}</translation>
        </message>
        <message>
            <source>, about {time} left</source>
            <translation>, осталось около {time}</translation>
        </message>
    </context>
    <context>
        <name>QuickAdd</name>
        <message>
            <source>Add layer</source>
            <translation>Добавить слой</translation>
        </message>
        <message>
            <source>Search layers</source>
            <translation>Поиск слоёв</translation>
        </message>
        <message>
            <source>Layers that can be added</source>
            <translation>Слои, которые можно добавить</translation>
        </message>
        <message>
            <source>No layer is called “{text}”.</source>
            <translation>Нет слоя с именем «{text}».</translation>
        </message>
    </context>
    <context>
        <name>RankingCurve</name>
        <message>
            <source>ROC curve</source>
            <translation>ROC-кривая</translation>
        </message>
        <message>
            <source>Precision-recall curve</source>
            <translation>Кривая точность–полнота</translation>
        </message>
        <message>
            <source>AUC {value}</source>
            <translation>AUC {value}</translation>
        </message>
        <message>
            <source>AP {value}</source>
            <translation>AP {value}</translation>
        </message>
        <message>
            <source>recall</source>
            <translation>полнота</translation>
        </message>
        <message>
            <source>precision</source>
            <translation>точность</translation>
        </message>
    </context>
    <context>
        <name>Readout</name>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} с</translation>
        </message>
        <message>
            <source>Epoch {n}</source>
            <translation>Эпоха {n}</translation>
        </message>
        <message>
            <source>Step {n}</source>
            <translation>Шаг {n}</translation>
        </message>
    </context>
    <context>
        <name>RecallBars</name>
        <message>
            <source>Recall by class</source>
            <translation>Полнота по классам</translation>
        </message>
        <message>
            <source>Recall by class, lowest first</source>
            <translation>Полнота по классам, с наименьшей</translation>
        </message>
    </context>
    <context>
        <name>Receivers</name>
        <message>
            <source>pictures and folders of pictures</source>
            <translation>изображения и папки с изображениями</translation>
        </message>
        <message>
            <source>Import {name}</source>
            <translation>Импортировать {name}</translation>
        </message>
        <message>
            <source>Import pictures ({count})</source>
            <translation>Импортировать изображения ({count})</translation>
        </message>
        <message>
            <source>projects (.nnp, .json)</source>
            <translation>проекты (.nnp, .json)</translation>
        </message>
        <message>
            <source>Open {name}</source>
            <translation>Открыть {name}</translation>
        </message>
        <message>
            <source>Open projects, each in its window: {count}</source>
            <translation>Открыть проекты, каждый в своём окне: {count}</translation>
        </message>
        <message>
            <source>shared texts (nnp1:…)</source>
            <translation>переданные тексты (nnp1:…)</translation>
        </message>
        <message>
            <source>Open this shared experiment</source>
            <translation>Открыть этот переданный эксперимент</translation>
        </message>
        <message>
            <source>tables (.csv, .tsv, .xlsx, .parquet)</source>
            <translation>таблицы (.csv, .tsv, .xlsx, .parquet)</translation>
        </message>
        <message>
            <source>Import the table {name}</source>
            <translation>Импортировать таблицу {name}</translation>
        </message>
        <message>
            <source>copied tables</source>
            <translation>скопированные таблицы</translation>
        </message>
        <message>
            <source>Import this table</source>
            <translation>Импортировать эту таблицу</translation>
        </message>
        <message>
            <source>TensorFlow Playground links</source>
            <translation>ссылки TensorFlow Playground</translation>
        </message>
        <message>
            <source>Open this TensorFlow Playground link</source>
            <translation>Открыть эту ссылку TensorFlow Playground</translation>
        </message>
        <message>
            <source>copied layers</source>
            <translation>скопированные слои</translation>
        </message>
        <message>
            <source>Put these layers into the network</source>
            <translation>Вставить эти слои в сеть</translation>
        </message>
        <message>
            <source>experiments as JSON</source>
            <translation>эксперименты в JSON</translation>
        </message>
        <message>
            <source>Open this experiment</source>
            <translation>Открыть этот эксперимент</translation>
        </message>
    </context>
    <context>
        <name>RecoveryDialog</name>
        <message>
            <source>NN Playground ended unexpectedly.</source>
            <translation>NN Playground неожиданно завершилась.</translation>
        </message>
        <message>
            <source>NN Playground ended unexpectedly, at {time}.</source>
            <translation>NN Playground неожиданно завершилась: {time}.</translation>
        </message>
        <message>
            <source>Recover projects</source>
            <translation>Восстановление проектов</translation>
        </message>
        <message>
            <source>This work was in no file. Every change is kept within two seconds.</source>
            <translation>Этой работы нет ни в одном файле. Каждое изменение записывается в течение двух секунд.</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>Позже</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Отбросить</translation>
        </message>
        <message>
            <source>Recover</source>
            <translation>Восстановить</translation>
        </message>
        <message numerus="yes">
            <source>Recover %n projects</source>
            <translation>
                <numerusform>Восстановить %n проект</numerusform>
                <numerusform>Восстановить %n проекта</numerusform>
                <numerusform>Восстановить %n проектов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Discard %n projects</source>
            <translation>
                <numerusform>Отбросить %n проект</numerusform>
                <numerusform>Отбросить %n проекта</numerusform>
                <numerusform>Отбросить %n проектов</numerusform>
            </translation>
        </message>
        <message>
            <source>Recover 1 project</source>
            <translation>Восстановить 1 проект</translation>
        </message>
        <message>
            <source>Discard 1 project</source>
            <translation>Отбросить 1 проект</translation>
        </message>
    </context>
    <context>
        <name>RecoveryOffer</name>
        <message>
            <source>The unsaved work is back. Save it where it is to stay.</source>
            <translation>Несохранённая работа восстановлена. Сохраните её туда, где ей место.</translation>
        </message>
    </context>
    <context>
        <name>Reference</name>
        <message>
            <source>Layer reference</source>
            <translation>Справочник слоёв</translation>
        </message>
        <message>
            <source>Search, in English or Russian</source>
            <translation>Поиск по-русски или по-английски</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Поиск</translation>
        </message>
        <message>
            <source>Topics</source>
            <translation>Темы</translation>
        </message>
        <message>
            <source>What can be set</source>
            <translation>Что можно настроить</translation>
        </message>
        <message>
            <source>In files</source>
            <translation>В файлах</translation>
        </message>
        <message>
            <source>In English</source>
            <translation>По-английски</translation>
        </message>
    </context>
    <context>
        <name>Report</name>
        <message>
            <source>Report a problem</source>
            <translation>Сообщение о проблеме</translation>
        </message>
        <message>
            <source>What happened, and what did you expect?</source>
            <translation>Что произошло и чего вы ожидали?</translation>
        </message>
        <message>
            <source>Versions and system</source>
            <translation>Версии и система</translation>
        </message>
        <message>
            <source>The end of the log, 200 lines</source>
            <translation>Конец журнала, 200 строк</translation>
        </message>
        <message>
            <source>This experiment, without its weights</source>
            <translation>Этот эксперимент без весов</translation>
        </message>
        <message>
            <source>The whole report</source>
            <translation>Всё сообщение</translation>
        </message>
        <message>
            <source>The whole report. Names of folders and people are left out.</source>
            <translation>Всё сообщение целиком. Имена папок и людей убраны.</translation>
        </message>
        <message>
            <source>Nothing is sent by itself.</source>
            <translation>Само ничего не отправляется.</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Копировать</translation>
        </message>
        <message>
            <source>Save as file…</source>
            <translation>Сохранить в файл…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
        <message>
            <source>The report is on the clipboard.</source>
            <translation>Сообщение — в буфере обмена.</translation>
        </message>
        <message>
            <source>Save report</source>
            <translation>Сохранить сообщение</translation>
        </message>
        <message>
            <source>Texts</source>
            <translation>Тексты</translation>
        </message>
        <message>
            <source>Saved {name}.</source>
            <translation>Сохранено: {name}.</translation>
        </message>
    </context>
    <context>
        <name>ResultsPanel</name>
        <message>
            <source>Settings that differ</source>
            <translation>Различия в настройках</translation>
        </message>
        <message>
            <source>Result at epoch {epoch}</source>
            <translation>Итог к эпохе {epoch}</translation>
        </message>
        <message>
            <source>Test accuracy</source>
            <translation>Верные, тест</translation>
        </message>
        <message>
            <source>Test R²</source>
            <translation>R² на тесте</translation>
        </message>
        <message>
            <source>Test IoU</source>
            <translation>IoU: тест</translation>
        </message>
        <message>
            <source>Test loss</source>
            <translation>Потери, тест</translation>
        </message>
        <message>
            <source>10 to 90 %</source>
            <translation>от 10 до 90 %</translation>
        </message>
        <message>
            <source>Train loss</source>
            <translation>Потери, обуч.</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>Параметры</translation>
        </message>
        <message>
            <source>Time of a step</source>
            <translation>Время шага</translation>
        </message>
        <message>
            <source>Diverged seeds</source>
            <translation>Разошлись</translation>
        </message>
        <message>
            <source>{measure}, median</source>
            <translation>{measure}, мед.</translation>
        </message>
        <message>
            <source>{time} µs</source>
            <translation>{time} мкс</translation>
        </message>
        <message>
            <source>{time} ms</source>
            <translation>{time} мс</translation>
        </message>
    </context>
    <context>
        <name>RightDock</name>
        <message>
            <source>Output and inspector</source>
            <translation>Выход и инспектор</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Выход</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Инспектор</translation>
        </message>
        <message>
            <source>Output in a window of its own</source>
            <translation>Выход в отдельном окне</translation>
        </message>
    </context>
    <context>
        <name>RightPanel</name>
        <message>
            <source>Paste points</source>
            <translation>Вставить точки</translation>
        </message>
        <message>
            <source>Copy points</source>
            <translation>Копировать точки</translation>
        </message>
        <message>
            <source>Points</source>
            <translation>Точки</translation>
        </message>
        <message>
            <source>Nothing is kept for testing. Set a test part when you have finished drawing.</source>
            <translation>Для проверки ничего не оставлено. Выделите тестовую часть, когда закончите рисовать.</translation>
        </message>
        <message>
            <source>{train} points are for training, {validation} for validation, {test} for the test.</source>
            <translation>Точек для обучения: {train}, для проверки: {validation}, для теста: {test}.</translation>
        </message>
    </context>
    <context>
        <name>Row</name>
        <message>
            <source>Back to the global value: {value}</source>
            <translation>Вернуть общее значение: {value}</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Очистить</translation>
        </message>
        <message>
            <source>Reset to the default: {value}</source>
            <translation>Вернуть значение по умолчанию: {value}</translation>
        </message>
    </context>
    <context>
        <name>RowBars</name>
        <message>
            <source>What each input counts, by method</source>
            <translation>Вклад каждого входа по методам</translation>
        </message>
    </context>
    <context>
        <name>RunMenu</name>
        <message>
            <source>Reopen</source>
            <translation>Открыть снова</translation>
        </message>
        <message>
            <source>Reopen with its weights</source>
            <translation>Открыть с её весами</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Сравнить</translation>
        </message>
        <message>
            <source>Unpin</source>
            <translation>Открепить</translation>
        </message>
        <message>
            <source>Pin</source>
            <translation>Закрепить</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Переименовать</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Удалить</translation>
        </message>
    </context>
    <context>
        <name>RunStore</name>
        <message>
            <source>Rename run</source>
            <translation>Переименовать запуск</translation>
        </message>
        <message numerus="yes">
            <source>Delete %n runs</source>
            <translation>
                <numerusform>Удалить %n запуск</numerusform>
                <numerusform>Удалить %n запуска</numerusform>
                <numerusform>Удалить %n запусков</numerusform>
            </translation>
        </message>
        <message>
            <source>Reopen “{run}”</source>
            <translation>Открыть снова «{run}»</translation>
        </message>
    </context>
    <context>
        <name>RunsCompare</name>
        <message>
            <source>Comparison of runs</source>
            <translation>Сравнение запусков</translation>
        </message>
        <message>
            <source>train</source>
            <translation>обучение</translation>
        </message>
        <message>
            <source>val</source>
            <translation>проверка</translation>
        </message>
        <message>
            <source>test</source>
            <translation>тест</translation>
        </message>
        <message>
            <source>Test loss, log</source>
            <translation>Потери на тесте, лог.</translation>
        </message>
    </context>
    <context>
        <name>RunsModel</name>
        <message>
            <source>R²</source>
            <translation>R²</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>Верные</translation>
        </message>
        <message>
            <source>IoU</source>
            <translation>IoU</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Запуск</translation>
        </message>
        <message>
            <source>Test loss, log</source>
            <translation>Потери на тесте, лог.</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Обуч.</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Тест</translation>
        </message>
        <message>
            <source>Params</source>
            <translation>Весов</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>Эпохи</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Время</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Зерно</translation>
        </message>
        <message>
            <source>The run that is shown now</source>
            <translation>Запуск, который показан сейчас</translation>
        </message>
        <message>
            <source>Same settings as the live run</source>
            <translation>Те же настройки, что у текущего запуска</translation>
        </message>
        <message>
            <source>Different from the live run:</source>
            <translation>Отличается от текущего запуска:</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} с</translation>
        </message>
    </context>
    <context>
        <name>RunsPage</name>
        <message>
            <source>Runs</source>
            <translation>Запуски</translation>
        </message>
        <message>
            <source>A run is kept here when a reset, other data or another network ends it after an epoch.</source>
            <translation>Запуск сохраняется здесь, когда его после хотя бы одной эпохи завершают сброс, другие данные или другая сеть.</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Сравнить</translation>
        </message>
        <message>
            <source>All runs</source>
            <translation>Все запуски</translation>
        </message>
        <message>
            <source>Compare {count}</source>
            <translation>Сравнить {count}</translation>
        </message>
        <message>
            <source>Shows the ticked runs beside the live one; their curves join the timeline.</source>
            <translation>Показывает отмеченные запуски рядом с текущим; их кривые появляются на шкале времени.</translation>
        </message>
        <message>
            <source>Tick the runs to compare first.</source>
            <translation>Сначала отметьте запуски для сравнения.</translation>
        </message>
        <message>
            <source>{setting} {here} instead of {live}</source>
            <translation>{setting}: {here} вместо {live}</translation>
        </message>
        <message>
            <source>Same settings as the live run</source>
            <translation>Те же настройки, что у текущего запуска</translation>
        </message>
        <message>
            <source>{most} runs are compared already. Untick one first.</source>
            <translation>Уже сравниваются запуски: {most}. Сначала снимите одну отметку.</translation>
        </message>
    </context>
    <context>
        <name>RunsTable</name>
        <message>
            <source>Runs</source>
            <translation>Запуски</translation>
        </message>
    </context>
    <context>
        <name>SaliencyPage</name>
        <message>
            <source>What each pixel counts, by method</source>
            <translation>Вклад каждого пикселя, по методам</translation>
        </message>
        <message>
            <source>Saliency</source>
            <translation>Значимость</translation>
        </message>
        <message>
            <source>Class that is explained</source>
            <translation>Объясняемый класс</translation>
        </message>
        <message>
            <source>Layer of Grad-CAM</source>
            <translation>Слой для Grad-CAM</translation>
        </message>
        <message>
            <source>Overlay</source>
            <translation>Поверх</translation>
        </message>
        <message>
            <source>Signed</source>
            <translation>Со знаком</translation>
        </message>
        <message>
            <source>Magnitude</source>
            <translation>Модуль</translation>
        </message>
        <message>
            <source>How maps are drawn</source>
            <translation>Как рисуются карты</translation>
        </message>
        <message>
            <source>Predicted</source>
            <translation>Предсказанный</translation>
        </message>
        <message>
            <source>True class</source>
            <translation>Истинный класс</translation>
        </message>
        <message>
            <source>Last maps</source>
            <translation>Последние карты</translation>
        </message>
        <message>
            <source>This page needs pictures or rows of numbers, and a network that gives one row of numbers for each.</source>
            <translation>Этой странице нужны изображения или строки чисел и сеть, которая выдаёт для каждого примера одну строку чисел.</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>ничего</translation>
        </message>
        <message>
            <source>All pixels: {total}. The score rises from black by {expected}.</source>
            <translation>Все пиксели: {total}. От чёрного оценка растёт на {expected}.</translation>
        </message>
        <message>
            <source>What makes {name} = {score}: blue raises it, orange lowers it.</source>
            <translation>Из чего получается {name} = {score}: синее увеличивает, оранжевое уменьшает.</translation>
        </message>
        <message>
            <source>What speaks for “{name}”, whose score is {score}: blue for it, orange against it.</source>
            <translation>Что говорит о классе «{name}» с оценкой {score}: синее за него, оранжевое против.</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>Градиент</translation>
        </message>
        <message>
            <source>How the score would change if a pixel became brighter by a little.</source>
            <translation>Как изменилась бы оценка, стань пиксель чуть ярче.</translation>
        </message>
        <message>
            <source>Gradient × input</source>
            <translation>Градиент × вход</translation>
        </message>
        <message>
            <source>The gradient times the pixel: what is there and counts.</source>
            <translation>Градиент, умноженный на пиксель: то, что есть на изображении и важно.</translation>
        </message>
        <message>
            <source>SmoothGrad</source>
            <translation>SmoothGrad</translation>
        </message>
        <message>
            <source>The mean gradient of 24 noisy copies: what holds in the neighbourhood.</source>
            <translation>Средний градиент 24 зашумлённых копий: то, что верно и рядом.</translation>
        </message>
        <message>
            <source>Integrated</source>
            <translation>Инт. градиент</translation>
        </message>
        <message>
            <source>Integrated gradients: the gradient gathered on the way from black to the picture.</source>
            <translation>Интегральные градиенты: градиент, собранный на пути от чёрного к изображению.</translation>
        </message>
        <message>
            <source>Grad-CAM</source>
            <translation>Grad-CAM</translation>
        </message>
        <message>
            <source>Where the maps of a layer found what speaks for the class.</source>
            <translation>Где карты слоя нашли то, что говорит за класс.</translation>
        </message>
        <message>
            <source>Occlusion</source>
            <translation>Заслонение</translation>
        </message>
        <message>
            <source>By how much the score falls when a grey square covers the place.</source>
            <translation>На сколько падает оценка, когда место закрыто серым квадратом.</translation>
        </message>
        <message>
            <source>How the score would change if the input grew by 1, by its slope.</source>
            <translation>Как изменилась бы оценка, если бы вход вырос на 1, судя по её наклону.</translation>
        </message>
        <message>
            <source>The gradient times the distance of the input from its mean.</source>
            <translation>Градиент, умноженный на расстояние входа от его среднего.</translation>
        </message>
        <message>
            <source>Integrated gradients: the gradient gathered on the way from the means to this sample. The bars add up to what the score gains on that way.</source>
            <translation>Интегральные градиенты: градиент, собранный на пути от средних к этому примеру. Сумма полос равна тому, что оценка набирает на этом пути.</translation>
        </message>
        <message>
            <source>By how much the score falls when the input is set to its mean.</source>
            <translation>На сколько падает оценка, если заменить вход его средним.</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>Вход</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Значение</translation>
        </message>
        <message>
            <source>Row</source>
            <translation>Строка</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>Столбец</translation>
        </message>
    </context>
    <context>
        <name>SampleBar</name>
        <message>
            <source>Previous sample</source>
            <translation>Предыдущий пример</translation>
        </message>
        <message>
            <source>Next sample</source>
            <translation>Следующий пример</translation>
        </message>
        <message>
            <source>Any other sample</source>
            <translation>Любой другой пример</translation>
        </message>
        <message>
            <source>Chosen point</source>
            <translation>Выбранная точка</translation>
        </message>
        <message>
            <source>Own picture</source>
            <translation>Свой рисунок</translation>
        </message>
        <message>
            <source>Sample {number} of {count}</source>
            <translation>Пример {number} из {count}</translation>
        </message>
        <message>
            <source>Validation sample {number} of {count}</source>
            <translation>Пример проверки {number} из {count}</translation>
        </message>
        <message>
            <source>Test sample {number} of {count}</source>
            <translation>Пример теста {number} из {count}</translation>
        </message>
    </context>
    <context>
        <name>SampleButtons</name>
        <message>
            <source>Previous sample</source>
            <translation>Предыдущий пример</translation>
        </message>
        <message>
            <source>Next sample</source>
            <translation>Следующий пример</translation>
        </message>
        <message>
            <source>Any other sample</source>
            <translation>Любой другой пример</translation>
        </message>
    </context>
    <context>
        <name>SampleCard</name>
        <message>
            <source>Training {number}</source>
            <translation>Обучение, {number}</translation>
        </message>
        <message>
            <source>Validation {number}</source>
            <translation>Проверка, {number}</translation>
        </message>
        <message>
            <source>Test {number}</source>
            <translation>Тест, {number}</translation>
        </message>
        <message>
            <source>Own picture</source>
            <translation>Свой рисунок</translation>
        </message>
        <message>
            <source>{true} read as {read}</source>
            <translation>{true} как {read}</translation>
        </message>
        <message>
            <source>read as {read}</source>
            <translation>прочитано как {read}</translation>
        </message>
    </context>
    <context>
        <name>Saver</name>
        <message>
            <source>Save picture…</source>
            <translation>Сохранить картинку…</translation>
        </message>
        <message>
            <source>Copy picture</source>
            <translation>Копировать картинку</translation>
        </message>
        <message>
            <source>Save as CSV…</source>
            <translation>Сохранить как CSV…</translation>
        </message>
        <message>
            <source>The picture is on the clipboard.</source>
            <translation>Картинка скопирована в буфер обмена.</translation>
        </message>
        <message>
            <source>There are no numbers to save yet.</source>
            <translation>Сохранять пока нечего: чисел ещё нет.</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Сохранить</translation>
        </message>
        <message>
            <source>Saved {name}.</source>
            <translation>Сохранено: {name}.</translation>
        </message>
    </context>
    <context>
        <name>ScatterPanel</name>
        <message>
            <source>Scatter</source>
            <translation>Диаграмма</translation>
        </message>
        <message>
            <source>Across</source>
            <translation>По горизонтали</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>По вертикали</translation>
        </message>
    </context>
    <context>
        <name>Scene</name>
        <message>
            <source>The network with the numbers of the sample</source>
            <translation>Сеть с числами примера</translation>
        </message>
    </context>
    <context>
        <name>ScenePicture</name>
        <message>
            <source>Scene and heat map</source>
            <translation>Сцена и тепловая карта</translation>
        </message>
        <message>
            <source>{name}: at most {most}. Point somewhere to see the window behind it.</source>
            <translation>{name}: самое большее {most}. Наведите мышь, чтобы увидеть окно за точкой.</translation>
        </message>
        <message>
            <source>{wide}×{high} pixels at row {row}, column {column}: {name} {value}; first {best} {most}</source>
            <translation>{wide}×{high} пикселей, строка {row}, столбец {column}: {name} {value}; первый {best} {most}</translation>
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
        <name>SeedField</name>
        <message>
            <source>Enter a whole number from 0 to 2⁶³ − 1.</source>
            <translation>Введите целое число от 0 до 2⁶³ − 1.</translation>
        </message>
    </context>
    <context>
        <name>SeedsPanel</name>
        <message>
            <source>All seeds</source>
            <translation>Все зёрна</translation>
        </message>
        <message numerus="yes">
            <source>All %n seeds</source>
            <translation>
                <numerusform>Всего %n зерно</numerusform>
                <numerusform>Все %n зерна</numerusform>
                <numerusform>Все %n зёрен</numerusform>
            </translation>
        </message>
        <message>
            <source>a check marks the lower test loss</source>
            <translation>галочка у меньших потерь на тесте</translation>
        </message>
    </context>
    <context>
        <name>Session</name>
        <message>
            <source>Go back and slow down</source>
            <translation>Вернуться и замедлить</translation>
        </message>
    </context>
    <context>
        <name>SetupColumn</name>
        <message>
            <source>What B has differently</source>
            <translation>Чем отличается B</translation>
        </message>
        <message>
            <source>Value for B</source>
            <translation>Значение для B</translation>
        </message>
        <message>
            <source>Swap A and B</source>
            <translation>Поменять</translation>
        </message>
        <message>
            <source>Keep B</source>
            <translation>Принять B</translation>
        </message>
        <message>
            <source>Makes B the experiment on the canvas; it can be undone.</source>
            <translation>Делает B экспериментом на холсте; это можно отменить.</translation>
        </message>
        <message>
            <source>Seeds</source>
            <translation>Зёрна</translation>
        </message>
        <message>
            <source>Shown seed</source>
            <translation>Показано зерно</translation>
        </message>
        <message>
            <source>Epoch</source>
            <translation>Эпоха</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Шаг</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Время</translation>
        </message>
        <message>
            <source>Keep in step by</source>
            <translation>Идти в ногу</translation>
        </message>
        <message>
            <source>Shared by A and B</source>
            <translation>Общее для A и B</translation>
        </message>
        <message>
            <source>Data, first weights and the order of batches are the same.</source>
            <translation>Данные, начальные веса и порядок пакетов одинаковы.</translation>
        </message>
        <message>
            <source>The network on the canvas was edited. Start again to take that in.</source>
            <translation>Сеть на холсте изменена. Начните заново, чтобы это учесть.</translation>
        </message>
        <message>
            <source>Epoch {epoch}</source>
            <translation>Эпоха {epoch}</translation>
        </message>
        <message>
            <source>{count} ep/s</source>
            <translation>{count} эп/с</translation>
        </message>
        <message>
            <source>All have finished the same epochs.</source>
            <translation>Все прошли одинаковое число эпох.</translation>
        </message>
        <message>
            <source>All have done the same number of steps.</source>
            <translation>Все сделали одинаковое число шагов.</translation>
        </message>
        <message>
            <source>All have trained for the same time.</source>
            <translation>Все обучались одинаковое время.</translation>
        </message>
        <message>
            <source>A has {value}</source>
            <translation>У A: {value}</translation>
        </message>
        <message>
            <source>Nothing: many seeds of A</source>
            <translation>Ничем: много зёрен A</translation>
        </message>
        <message>
            <source>The network as it was</source>
            <translation>Сеть, какой она была</translation>
        </message>
        <message>
            <source>The network as it is now</source>
            <translation>Сеть, какая она сейчас</translation>
        </message>
        <message>
            <source>Run: {name}</source>
            <translation>Запуск: {name}</translation>
        </message>
    </context>
    <context>
        <name>ShapeLabels</name>
        <message>
            <source>1 of {count}</source>
            <translation>1 из {count}</translation>
        </message>
        <message>
            <source>{target} waits: what {source} gives is not known yet.</source>
            <translation>«{target}» ждёт: что даёт «{source}», пока неизвестно.</translation>
        </message>
        <message>
            <source>{source} gives {target} a map of {size}.</source>
            <translation>{source} → {target}: карта {size}.</translation>
        </message>
        <message numerus="yes">
            <source>{source} gives {target} the index of one of %Ln classes.</source>
            <translation>
                <numerusform>{source} → {target}: номер одного из %Ln класса.</numerusform>
                <numerusform>{source} → {target}: номер одного из %Ln классов.</numerusform>
                <numerusform>{source} → {target}: номер одного из %Ln классов.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{source} gives {target} %Ln maps of {size}.</source>
            <translation>
                <numerusform>{source} → {target}: %Ln карта {size}.</numerusform>
                <numerusform>{source} → {target}: %Ln карты {size}.</numerusform>
                <numerusform>{source} → {target}: %Ln карт {size}.</numerusform>
            </translation>
        </message>
        <message>
            <source>{source} gives {target} numbers in the shape {shape}.</source>
            <translation>{source} → {target}: числа в форме {shape}.</translation>
        </message>
        <message>
            <source>{source} gives one number to {target}.</source>
            <translation>{source} → {target}: одно число.</translation>
        </message>
        <message numerus="yes">
            <source>{source} gives %Ln numbers to {target}.</source>
            <translation>
                <numerusform>{source} → {target}: %Ln число.</numerusform>
                <numerusform>{source} → {target}: %Ln числа.</numerusform>
                <numerusform>{source} → {target}: %Ln чисел.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ShareDialog</name>
        <message>
            <source>Share</source>
            <translation>Поделиться</translation>
        </message>
        <message>
            <source>QR code</source>
            <translation>QR-код</translation>
        </message>
        <message>
            <source>Scan it, then paste the text into NN Playground.</source>
            <translation>Считайте его и вставьте текст в NN Playground.</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Текст</translation>
        </message>
        <message>
            <source>The whole experiment in {count} characters. It opens by pasting it into the window.</source>
            <translation>Весь эксперимент, знаков: {count}. Открывается вставкой в окно.</translation>
        </message>
        <message>
            <source>TensorFlow Playground link</source>
            <translation>Ссылка TensorFlow Playground</translation>
        </message>
        <message>
            <source>Opens the same run in a browser.</source>
            <translation>Открывает то же обучение в браузере.</translation>
        </message>
        <message>
            <source>Save QR code…</source>
            <translation>Сохранить QR-код…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
        <message>
            <source>Copy link</source>
            <translation>Копировать ссылку</translation>
        </message>
        <message>
            <source>Copy text</source>
            <translation>Копировать текст</translation>
        </message>
        <message>
            <source>The text is on the clipboard.</source>
            <translation>Текст в буфере обмена.</translation>
        </message>
        <message>
            <source>The link is on the clipboard.</source>
            <translation>Ссылка в буфере обмена.</translation>
        </message>
    </context>
    <context>
        <name>Sheet</name>
        <message>
            <source>Drawing sheet</source>
            <translation>Лист для рисования</translation>
        </message>
        <message>
            <source>Draw at least two points: press and drag.</source>
            <translation>Нарисуйте хотя бы две точки: нажмите и ведите.</translation>
        </message>
        <message>
            <source>Points {change}</source>
            <translation>Точек {change}</translation>
        </message>
    </context>
    <context>
        <name>ShiftBars</name>
        <message>
            <source>What the network says before and after</source>
            <translation>Ответ сети до и после</translation>
        </message>
        <message>
            <source>before</source>
            <translation>до</translation>
        </message>
        <message>
            <source>after</source>
            <translation>после</translation>
        </message>
    </context>
    <context>
        <name>Shortcuts</name>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Сочетания клавиш</translation>
        </message>
        <message>
            <source>Search actions and keys</source>
            <translation>Найти действие или клавишу</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Закрыть</translation>
        </message>
    </context>
    <context>
        <name>ShowControl</name>
        <message>
            <source>Show</source>
            <translation>Показать</translation>
        </message>
        <message>
            <source>What cards and lines show</source>
            <translation>Что показывают карточки и линии</translation>
        </message>
        <message>
            <source>Activation</source>
            <translation>Активации</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>Градиент</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>Веса</translation>
        </message>
    </context>
    <context>
        <name>ShowLegend</name>
        <message>
            <source>Tiles: ∂ŷ/∂a, how the prediction answers to the unit there</source>
            <translation>Плитки: ∂ŷ/∂a — как предсказание откликается на нейрон</translation>
        </message>
        <message>
            <source>Lines: −∂L/∂w, blue is pulled up, orange down</source>
            <translation>Линии: −∂L/∂w — синие растут, оранжевые уменьшаются</translation>
        </message>
        <message>
            <source>Tiles: weights into the unit, the first input on top; blank where there are none</source>
            <translation>Плитки: веса на входе нейрона, первый вход сверху; без весов — пусто</translation>
        </message>
        <message>
            <source>Lines: weights, each layer on its own scale</source>
            <translation>Линии: веса, у каждого слоя своя шкала</translation>
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
        <message>
            <source>Predict</source>
            <translation>Предсказать</translation>
        </message>
        <message>
            <source>Classify</source>
            <translation>Классы</translation>
        </message>
        <message>
            <source>Predict a number</source>
            <translation>Число</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>Задача</translation>
        </message>
        <message>
            <source>Class balance</source>
            <translation>Баланс классов</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>Входы</translation>
        </message>
        <message>
            <source>Rules for all columns</source>
            <translation>Правила для всех столбцов</translation>
        </message>
        <message>
            <source>Leave the row out</source>
            <translation>Исключить строку</translation>
        </message>
        <message>
            <source>Mean</source>
            <translation>Среднее</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>Медиана</translation>
        </message>
        <message>
            <source>“Unknown” as a category</source>
            <translation>Категория «неизвестно»</translation>
        </message>
        <message>
            <source>Most frequent value</source>
            <translation>Самое частое значение</translation>
        </message>
        <message>
            <source>One input each (one-hot)</source>
            <translation>По входу на каждую (one-hot)</translation>
        </message>
        <message>
            <source>Numbered in order</source>
            <translation>Номера по порядку</translation>
        </message>
        <message>
            <source>Mean 0, deviation 1</source>
            <translation>Среднее 0, отклонение 1</translation>
        </message>
        <message>
            <source>From 0 to 1</source>
            <translation>От 0 до 1</translation>
        </message>
        <message>
            <source>As they are</source>
            <translation>Как есть</translation>
        </message>
        <message>
            <source>Missing number</source>
            <translation>Пустое число</translation>
        </message>
        <message>
            <source>Missing text</source>
            <translation>Пустой текст</translation>
        </message>
        <message>
            <source>Categories</source>
            <translation>Категории</translation>
        </message>
        <message>
            <source>Scaling</source>
            <translation>Масштаб</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Разбиение</translation>
        </message>
        <message>
            <source>How rows are parted</source>
            <translation>Как разбиты строки</translation>
        </message>
        <message>
            <source>At random, same shares of each class</source>
            <translation>Случайно, равные доли классов</translation>
        </message>
        <message>
            <source>At random</source>
            <translation>Случайно</translation>
        </message>
        <message>
            <source>By the column {name}</source>
            <translation>По столбцу {name}</translation>
        </message>
        <message>
            <source>rows: {count}</source>
            <translation>строк: {count}</translation>
        </message>
        <message>
            <source>numbers: {numbers}, columns: {columns}</source>
            <translation>чисел: {numbers}, столбцов: {columns}</translation>
        </message>
    </context>
    <context>
        <name>SignHistogram</name>
        <message>
            <source>zeros: {count}</source>
            <translation>нулей: {count}</translation>
        </message>
        <message>
            <source>not finite: {count}</source>
            <translation>не чисел: {count}</translation>
        </message>
        <message>
            <source>min {value}</source>
            <translation>мин. {value}</translation>
        </message>
        <message>
            <source>max {value}</source>
            <translation>макс. {value}</translation>
        </message>
        <message>
            <source>mean {value}</source>
            <translation>сред. {value}</translation>
        </message>
    </context>
    <context>
        <name>SliceView</name>
        <message>
            <source>Across</source>
            <translation>По горизонтали</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>По вертикали</translation>
        </message>
        <message>
            <source>Values of the other inputs</source>
            <translation>Значения остальных входов</translation>
        </message>
        <message>
            <source>Principal components</source>
            <translation>Главные компоненты</translation>
        </message>
        <message>
            <source>{share} % of the variance</source>
            <translation>{share} % дисперсии</translation>
        </message>
    </context>
    <context>
        <name>SlopePanel</name>
        <message>
            <source>Test loss, seed by seed</source>
            <translation>Потери на тесте по зёрнам</translation>
        </message>
        <message>
            <source>log</source>
            <translation>лог.</translation>
        </message>
        <message>
            <source>seed {number}</source>
            <translation>зерно {number}</translation>
        </message>
    </context>
    <context>
        <name>SpacePage</name>
        <message>
            <source>Space</source>
            <translation>Пространство</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Нейрон</translation>
        </message>
        <message>
            <source>The unit of this axis</source>
            <translation>Нейрон этой оси</translation>
        </message>
        <message>
            <source>Components</source>
            <translation>Компоненты</translation>
        </message>
        <message>
            <source>Units</source>
            <translation>Нейроны</translation>
        </message>
        <message>
            <source>Axes</source>
            <translation>Оси</translation>
        </message>
        <message>
            <source>Principal components: the two directions along which the samples differ most</source>
            <translation>Главные компоненты: два направления, вдоль которых примеры различаются сильнее всего</translation>
        </message>
        <message>
            <source>All layers</source>
            <translation>Все слои</translation>
        </message>
        <message>
            <source>One layer</source>
            <translation>Один слой</translation>
        </message>
        <message>
            <source>Layers shown</source>
            <translation>Показанные слои</translation>
        </message>
        <message>
            <source>Sample</source>
            <translation>Пример</translation>
        </message>
        <message>
            <source>Lines: where a unit of the next layer gets a sum of 0</source>
            <translation>Прямые: где нейрон следующего слоя получает сумму 0</translation>
        </message>
        <message>
            <source>{size}-D, 2 components: {share} %</source>
            <translation>{size}-мерное, 2 компоненты: {share} %</translation>
        </message>
        <message>
            <source>{size}-D: {share} %</source>
            <translation>{size}D: {share} %</translation>
        </message>
        <message>
            <source>units {first} and {second}</source>
            <translation>нейроны {first} и {second}</translation>
        </message>
        <message>
            <source>{size}-D</source>
            <translation>{size}D</translation>
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
        <name>SplitTable</name>
        <message>
            <source>Precision</source>
            <translation>Точность</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>Полнота</translation>
        </message>
        <message>
            <source>F1</source>
            <translation>F1</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>Доля верных</translation>
        </message>
        <message>
            <source>True positives</source>
            <translation>Истинно положит.</translation>
        </message>
        <message>
            <source>False positives</source>
            <translation>Ложно положит.</translation>
        </message>
        <message>
            <source>False negatives</source>
            <translation>Ложно отрицат.</translation>
        </message>
    </context>
    <context>
        <name>StateChip</name>
        <message>
            <source>Live</source>
            <translation>Сейчас</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Пауза</translation>
        </message>
        <message>
            <source>Past</source>
            <translation>Прошлое</translation>
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
            <source>{held} MiB held on {device}</source>
            <translation>Занято на {device}: {held} МиБ</translation>
        </message>
        <message>
            <source>Earlier moment: epoch {epoch} of {present}</source>
            <translation>Более ранний момент: эпоха {epoch} из {present}</translation>
        </message>
        <message>
            <source>Training the last valid network on {device}</source>
            <translation>Обучение последней исправной сети на {device}</translation>
        </message>
        <message>
            <source>Training on {device}</source>
            <translation>Обучение на {device}</translation>
        </message>
        <message>
            <source>The last valid network is paused at epoch {epoch}</source>
            <translation>Последняя исправная сеть: пауза на эпохе {epoch}</translation>
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
            <source>Playing the record: epoch {epoch} of {present}</source>
            <translation>Воспроизведение записи: эпоха {epoch} из {present}</translation>
        </message>
        <message>
            <source>Playing the record backwards: epoch {epoch} of {present}</source>
            <translation>Воспроизведение записи назад: эпоха {epoch} из {present}</translation>
        </message>
        <message>
            <source>Slow motion at epoch {epoch}, step {step}</source>
            <translation>Замедленно: эпоха {epoch}, шаг {step}</translation>
        </message>
        <message>
            <source>Slow motion held at epoch {epoch}, step {step}</source>
            <translation>Замедленно, остановлено: эпоха {epoch}, шаг {step}</translation>
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
        <name>Strip</name>
        <message>
            <source>Kept pictures</source>
            <translation>Сохранённые изображения</translation>
        </message>
        <message>
            <source>Remove picture</source>
            <translation>Удалить изображение</translation>
        </message>
        <message>
            <source>Kept picture {number}; Delete removes it</source>
            <translation>Сохранённое изображение {number}; Delete удаляет его</translation>
        </message>
        <message>
            <source>Pictures kept with + stand here.</source>
            <translation>Здесь будут изображения, сохранённые кнопкой +.</translation>
        </message>
    </context>
    <context>
        <name>SumPanel</name>
        <message>
            <source>Weight to {node}</source>
            <translation>Вес к узлу {node}</translation>
        </message>
        <message>
            <source>Bias</source>
            <translation>Смещение</translation>
        </message>
        <message>
            <source>Weight {number}</source>
            <translation>Вес {number}</translation>
        </message>
        <message>
            <source>Neuron {number}</source>
            <translation>Нейрон {number}</translation>
        </message>
        <message numerus="yes">
            <source>%Ln parameters</source>
            <translation>
                <numerusform>%Ln параметр</numerusform>
                <numerusform>%Ln параметра</numerusform>
                <numerusform>%Ln параметров</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Surface</name>
        <message>
            <source>Samples</source>
            <translation>Примеры</translation>
        </message>
        <message>
            <source>Two inputs</source>
            <translation>Два входа</translation>
        </message>
        <message>
            <source>Prediction</source>
            <translation>Предсказание</translation>
        </message>
        <message>
            <source>Residuals</source>
            <translation>Остатки</translation>
        </message>
        <message>
            <source>Confusion matrix</source>
            <translation>Матрица ошибок</translation>
        </message>
        <message>
            <source>Probability</source>
            <translation>Вероятность</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>Оценка</translation>
        </message>
        <message>
            <source>Class {name}</source>
            <translation>Класс {name}</translation>
        </message>
        <message>
            <source>Entropy</source>
            <translation>Энтропия</translation>
        </message>
        <message>
            <source>Margin</source>
            <translation>Отрыв</translation>
        </message>
        <message>
            <source>Drawing pad</source>
            <translation>Планшет</translation>
        </message>
        <message>
            <source>Arrow keys move the pen, Enter puts it down or lifts it, Delete clears.</source>
            <translation>Стрелки двигают перо, Enter опускает или поднимает его, Delete очищает.</translation>
        </message>
        <message>
            <source>Draw here</source>
            <translation>Рисуйте здесь</translation>
        </message>
    </context>
    <context>
        <name>SurfaceView</name>
        <message>
            <source>Loss surface in space</source>
            <translation>Поверхность потерь в пространстве</translation>
        </message>
        <message>
            <source>Drag to turn, wheel to enlarge, Home to go back</source>
            <translation>Перетаскивание поворачивает, колесо приближает, Home возвращает</translation>
        </message>
    </context>
    <context>
        <name>SweepPage</name>
        <message>
            <source>Sweep</source>
            <translation>Перебор</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Начать</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Пауза</translation>
        </message>
        <message>
            <source>Trains what is under way to its end and begins nothing more.</source>
            <translation>Доводит до конца начатые попытки и не начинает новых.</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Стоп</translation>
        </message>
        <message>
            <source>Ends now; the trials under way are put back.</source>
            <translation>Завершает сразу; начатые попытки откладываются.</translation>
        </message>
        <message>
            <source>Earlier sweeps</source>
            <translation>Прежние переборы</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Продолжить</translation>
        </message>
        <message>
            <source>Trial {number} is now in the table of runs.</source>
            <translation>Попытка {number} добавлена в таблицу запусков.</translation>
        </message>
        <message>
            <source>Trial {number} is now in the table of runs, from {count} seeds.</source>
            <translation>Попытка {number} добавлена в таблицу запусков, зёрен: {count}.</translation>
        </message>
        <message>
            <source>Trial {number} is in the table of runs already.</source>
            <translation>Попытка {number} уже есть в таблице запусков.</translation>
        </message>
        <message>
            <source>1 trial</source>
            <translation>1 попытка</translation>
        </message>
        <message numerus="yes">
            <source>%Ln trials</source>
            <translation>
                <numerusform>%Ln попытка</numerusform>
                <numerusform>%Ln попытки</numerusform>
                <numerusform>%Ln попыток</numerusform>
            </translation>
        </message>
        <message>
            <source>There is none yet.</source>
            <translation>Пока нет ни одного.</translation>
        </message>
        <message>
            <source>Copy the command that goes on with this one</source>
            <translation>Скопировать команду, которая продолжит этот</translation>
        </message>
        <message>
            <source>The command is on the clipboard.</source>
            <translation>Команда скопирована в буфер обмена.</translation>
        </message>
        <message>
            <source>Trains this network with the values at the left in many combinations and compares what comes out. The canvas stays free meanwhile.</source>
            <translation>Обучает эту сеть со значениями слева во многих сочетаниях и сравнивает результаты. Холст при этом остаётся свободным.</translation>
        </message>
    </context>
    <context>
        <name>SweepSetup</name>
        <message>
            <source>Vary one more setting</source>
            <translation>Ещё одна настройка</translation>
        </message>
        <message>
            <source>Grid</source>
            <translation>Сетка</translation>
        </message>
        <message>
            <source>Random</source>
            <translation>Случайно</translation>
        </message>
        <message>
            <source>How values are chosen</source>
            <translation>Как выбираются значения</translation>
        </message>
        <message>
            <source>Grid tries every combination, random draws them, TPE learns from the trials where to look.</source>
            <translation>Сетка пробует все сочетания, случайный поиск выбирает их наугад, TPE учится на попытках, где искать.</translation>
        </message>
        <message>
            <source>Trials</source>
            <translation>Попытки</translation>
        </message>
        <message>
            <source>Epochs a trial</source>
            <translation>Эпох на попытку</translation>
        </message>
        <message>
            <source>Seeds a trial</source>
            <translation>Зёрен на попытку</translation>
        </message>
        <message>
            <source>A trial is trained from so many seeds; their mean counts.</source>
            <translation>Попытка обучается с таким числом зёрен; учитывается среднее.</translation>
        </message>
        <message>
            <source>At once</source>
            <translation>Одновременно</translation>
        </message>
        <message>
            <source>So many processes train at the same time.</source>
            <translation>Столько процессов обучают одновременно.</translation>
        </message>
        <message>
            <source>Stop hopeless trials</source>
            <translation>Прерывать безнадёжные</translation>
        </message>
        <message>
            <source>A trial ends early that is worse than the median of the others at the same epoch.</source>
            <translation>Попытка прерывается, если она хуже медианы остальных на той же эпохе.</translation>
        </message>
        <message>
            <source>Goal</source>
            <translation>Цель</translation>
        </message>
        <message>
            <source>1 trial</source>
            <translation>1 попытка</translation>
        </message>
        <message numerus="yes">
            <source>%Ln trials</source>
            <translation>
                <numerusform>%Ln попытка</numerusform>
                <numerusform>%Ln попытки</numerusform>
                <numerusform>%Ln попыток</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>, each from %Ln seeds</source>
            <translation>
                <numerusform>, каждая с %Ln зерна</numerusform>
                <numerusform>, каждая с %Ln зёрен</numerusform>
                <numerusform>, каждая с %Ln зёрен</numerusform>
            </translation>
        </message>
        <message>
            <source>Chosen by the test part, its result is no longer a fair test: split off a validation part.</source>
            <translation>Если выбирать по тестовой части, её результат уже не честная проверка: выделите проверочную часть.</translation>
        </message>
        <message>
            <source>Every finished trial is kept, also when the program is closed.</source>
            <translation>Каждая завершённая попытка сохраняется, даже если закрыть программу.</translation>
        </message>
    </context>
    <context>
        <name>SweepWords</name>
        <message>
            <source>Train loss</source>
            <translation>Потери на обучении</translation>
        </message>
        <message>
            <source>Validation loss</source>
            <translation>Потери на проверке</translation>
        </message>
        <message>
            <source>Test loss</source>
            <translation>Потери на тесте</translation>
        </message>
        <message>
            <source>Train accuracy</source>
            <translation>Доля верных на обучении</translation>
        </message>
        <message>
            <source>Validation accuracy</source>
            <translation>Доля верных на проверке</translation>
        </message>
        <message>
            <source>Test accuracy</source>
            <translation>Доля верных на тесте</translation>
        </message>
        <message>
            <source>Train IoU</source>
            <translation>IoU на обучении</translation>
        </message>
        <message>
            <source>Validation IoU</source>
            <translation>IoU на проверке</translation>
        </message>
        <message>
            <source>Test IoU</source>
            <translation>IoU на тесте</translation>
        </message>
        <message>
            <source>Train R²</source>
            <translation>R² на обучении</translation>
        </message>
        <message>
            <source>Validation R²</source>
            <translation>R² на проверке</translation>
        </message>
        <message>
            <source>Test R²</source>
            <translation>R² на тесте</translation>
        </message>
    </context>
    <context>
        <name>Sweeping</name>
        <message>
            <source>Use settings of trial {number}</source>
            <translation>Взять настройки попытки {number}</translation>
        </message>
    </context>
    <context>
        <name>TableDialog</name>
        <message>
            <source>Import table</source>
            <translation>Импорт таблицы</translation>
        </message>
        <message>
            <source>Comma</source>
            <translation>Запятая</translation>
        </message>
        <message>
            <source>Semicolon</source>
            <translation>Точка с запятой</translation>
        </message>
        <message>
            <source>Tab</source>
            <translation>Табуляция</translation>
        </message>
        <message>
            <source>Bar</source>
            <translation>Черта</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>Пробел</translation>
        </message>
        <message>
            <source>Point</source>
            <translation>Точка</translation>
        </message>
        <message>
            <source>Separator</source>
            <translation>Разделитель</translation>
        </message>
        <message>
            <source>Decimal</source>
            <translation>Дробь</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Текст</translation>
        </message>
        <message>
            <source>First row is names</source>
            <translation>Имена в первой строке</translation>
        </message>
        <message>
            <source>Other file</source>
            <translation>Другой файл</translation>
        </message>
        <message>
            <source>Build a starting network</source>
            <translation>Создать начальную сеть</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Импорт</translation>
        </message>
        <message>
            <source>the clipboard</source>
            <translation>буфер обмена</translation>
        </message>
        <message>
            <source>Import {name}</source>
            <translation>Импорт: {name}</translation>
        </message>
        <message>
            <source>Reading {name}</source>
            <translation>Чтение: {name}</translation>
        </message>
        <message>
            <source>Rows: {rows}, columns: {columns}, {size} KB</source>
            <translation>Строк: {rows}, столбцов: {columns}, {size} КБ</translation>
        </message>
        <message>
            <source>Ready: rows {rows}, inputs {inputs}, classes {classes}</source>
            <translation>Готово: строк {rows}, входов {inputs}, классов {classes}</translation>
        </message>
        <message>
            <source>Ready: rows {rows}, inputs {inputs}, one number to predict</source>
            <translation>Готово: строк {rows}, входов {inputs}, предсказывается число</translation>
        </message>
        <message>
            <source>Import rows: {count}</source>
            <translation>Импортировать строк: {count}</translation>
        </message>
        <message>
            <source>Build a starting network {sizes}</source>
            <translation>Создать начальную сеть {sizes}</translation>
        </message>
    </context>
    <context>
        <name>TableImport</name>
        <message>
            <source>Number</source>
            <translation>Число</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Категория</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Дата</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Текст</translation>
        </message>
        <message>
            <source>Import table</source>
            <translation>Импорт таблицы</translation>
        </message>
        <message>
            <source>Tables</source>
            <translation>Таблицы</translation>
        </message>
    </context>
    <context>
        <name>TableImports</name>
        <message>
            <source>Import table</source>
            <translation>Импорт таблицы</translation>
        </message>
    </context>
    <context>
        <name>TablePanel</name>
        <message>
            <source>Best trials</source>
            <translation>Лучшие попытки</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>ошибка</translation>
        </message>
        <message>
            <source>given up</source>
            <translation>прервана</translation>
        </message>
    </context>
    <context>
        <name>TextEditor</name>
        <message>
            <source>Enter whole numbers with commas between them, for example 16, 4.</source>
            <translation>Введите целые числа через запятую, например 16, 4.</translation>
        </message>
    </context>
    <context>
        <name>TimeCommands</name>
        <message>
            <source>Branch from epoch {epoch}</source>
            <translation>Ответвление от эпохи {epoch}</translation>
        </message>
        <message>
            <source>Play on to the present, then train</source>
            <translation>Воспроизвести до настоящего и продолжить обучение</translation>
        </message>
        <message>
            <source>Show the next batch</source>
            <translation>Показать следующий пакет</translation>
        </message>
        <message>
            <source>Train one batch</source>
            <translation>Шаг на один пакет</translation>
        </message>
        <message>
            <source>Show the next epoch</source>
            <translation>Показать следующую эпоху</translation>
        </message>
        <message>
            <source>Train one epoch</source>
            <translation>Шаг на одну эпоху</translation>
        </message>
        <message>
            <source>The newest moment is shown.</source>
            <translation>Показан последний момент.</translation>
        </message>
        <message>
            <source>Nothing has been trained yet.</source>
            <translation>Обучения ещё не было.</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Пуск</translation>
        </message>
    </context>
    <context>
        <name>TimelineCallout</name>
        <message>
            <source>Branch from here</source>
            <translation>Ответвить отсюда</translation>
        </message>
        <message>
            <source>Train on from this moment; what came after it is let go (B)</source>
            <translation>Обучать дальше с этого момента; всё, что было после него, отбрасывается (B)</translation>
        </message>
        <message>
            <source>Back to the present</source>
            <translation>Назад к настоящему</translation>
        </message>
    </context>
    <context>
        <name>TimelineControls</name>
        <message>
            <source>Play the record backwards</source>
            <translation>Проиграть запись назад</translation>
        </message>
        <message>
            <source>Play the record forward</source>
            <translation>Проиграть запись вперёд</translation>
        </message>
        <message>
            <source>What the curves show</source>
            <translation>Что показывают кривые</translation>
        </message>
    </context>
    <context>
        <name>TimelinePage</name>
        <message>
            <source>Losses over time</source>
            <translation>Потери во времени</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>Лента времени</translation>
        </message>
        <message>
            <source>Test loss</source>
            <translation>Потери (тест)</translation>
        </message>
        <message>
            <source>Train loss</source>
            <translation>Потери (обучение)</translation>
        </message>
        <message>
            <source>Epoch</source>
            <translation>Эпоха</translation>
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
            <source>Slow motion</source>
            <translation>Замедленно</translation>
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
            <translation>Исключение весов</translation>
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
        <name>Tools</name>
        <message>
            <source>Pen</source>
            <translation>Перо</translation>
        </message>
        <message>
            <source>Eraser: takes away ink, of a sample too</source>
            <translation>Ластик: стирает и рисунок, и часть примера</translation>
        </message>
        <message>
            <source>Colour of the pen</source>
            <translation>Цвет пера</translation>
        </message>
        <message>
            <source>Width of the pen</source>
            <translation>Толщина пера</translation>
        </message>
        <message>
            <source>Undo stroke</source>
            <translation>Отменить штрих</translation>
        </message>
        <message>
            <source>Clear the pad</source>
            <translation>Очистить планшет</translation>
        </message>
        <message>
            <source>More for the drawing</source>
            <translation>Ещё для рисунка</translation>
        </message>
        <message>
            <source>Width of the pen, in parts of the picture</source>
            <translation>Толщина пера в долях изображения</translation>
        </message>
        <message>
            <source>Open picture…</source>
            <translation>Открыть изображение…</translation>
        </message>
        <message>
            <source>Paste picture</source>
            <translation>Вставить изображение</translation>
        </message>
        <message>
            <source>Keep picture</source>
            <translation>Сохранить изображение</translation>
        </message>
        <message>
            <source>Copy the sample onto the pad</source>
            <translation>Скопировать пример на планшет</translation>
        </message>
        <message>
            <source>Invert</source>
            <translation>Инвертировать</translation>
        </message>
        <message>
            <source>Redo stroke</source>
            <translation>Вернуть штрих</translation>
        </message>
        <message>
            <source>Scale and centre as the data is</source>
            <translation>Масштаб и центр как в данных</translation>
        </message>
        <message>
            <source>Hard</source>
            <translation>Жёсткий</translation>
        </message>
        <message>
            <source>Soft</source>
            <translation>Мягкий</translation>
        </message>
        <message>
            <source>Very soft</source>
            <translation>Очень мягкий</translation>
        </message>
        <message>
            <source>Edge of the pen</source>
            <translation>Край пера</translation>
        </message>
        <message>
            <source>It shows</source>
            <translation>На рисунке</translation>
        </message>
        <message>
            <source>Not said</source>
            <translation>Не указано</translation>
        </message>
        <message>
            <source>Open picture</source>
            <translation>Открыть изображение</translation>
        </message>
    </context>
    <context>
        <name>ToolsPanel</name>
        <message>
            <source>Point</source>
            <translation>Точка</translation>
        </message>
        <message>
            <source>Brush</source>
            <translation>Кисть</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>Прямая</translation>
        </message>
        <message>
            <source>Eraser</source>
            <translation>Ластик</translation>
        </message>
        <message>
            <source>Move</source>
            <translation>Сдвиг</translation>
        </message>
        <message>
            <source>Radius</source>
            <translation>Радиус</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>Плотность</translation>
        </message>
    </context>
    <context>
        <name>TopicView</name>
        <message>
            <source>On</source>
            <translation>Вкл.</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Выкл.</translation>
        </message>
        <message>
            <source>Effect</source>
            <translation>Влияние</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>Исходно</translation>
        </message>
    </context>
    <context>
        <name>ToughnessChart</name>
        <message>
            <source>Accuracy against ε</source>
            <translation>Доля верных в зависимости от ε</translation>
        </message>
        <message numerus="yes">
            <source>Accuracy on %Ln samples</source>
            <translation>
                <numerusform>Доля верных на %Ln примере</numerusform>
                <numerusform>Доля верных на %Ln примерах</numerusform>
                <numerusform>Доля верных на %Ln примерах</numerusform>
            </translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>Верных, %</translation>
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
    </context>
    <context>
        <name>Transport</name>
        <message>
            <source>First step</source>
            <translation>Первый шаг</translation>
        </message>
        <message>
            <source>One step back</source>
            <translation>На шаг назад</translation>
        </message>
        <message>
            <source>Play the walk</source>
            <translation>Идти по шагам</translation>
        </message>
        <message>
            <source>One step on</source>
            <translation>На шаг вперёд</translation>
        </message>
        <message>
            <source>Last step</source>
            <translation>Последний шаг</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Скорость</translation>
        </message>
        <message>
            <source>step/s</source>
            <translation>шаг/с</translation>
        </message>
        <message>
            <source>Step {number} of {count}</source>
            <translation>Шаг {number} из {count}</translation>
        </message>
        <message>
            <source>Pause the walk</source>
            <translation>Остановиться</translation>
        </message>
    </context>
    <context>
        <name>TrialMenu</name>
        <message>
            <source>Use these settings</source>
            <translation>Взять эти настройки</translation>
        </message>
        <message>
            <source>Add to runs</source>
            <translation>В таблицу запусков</translation>
        </message>
    </context>
    <context>
        <name>TrialPanel</name>
        <message>
            <source>Chosen trial</source>
            <translation>Выбранная попытка</translation>
        </message>
        <message>
            <source>Use these settings</source>
            <translation>Взять эти настройки</translation>
        </message>
        <message>
            <source>Gives the network on the canvas the settings of this trial; it can be undone.</source>
            <translation>Даёт сети на холсте настройки этой попытки; это можно отменить.</translation>
        </message>
        <message>
            <source>Add to runs</source>
            <translation>В запуски</translation>
        </message>
        <message>
            <source>Puts it into the table of runs, with its curves and weights.</source>
            <translation>Помещает её в таблицу запусков с кривыми и весами.</translation>
        </message>
        <message>
            <source>Trains it once more in the background, with the same numbers, and puts it into the table of runs with its curves and weights.</source>
            <translation>Обучает её ещё раз в фоне, с теми же числами, и добавляет в таблицу запусков вместе с кривыми и весами.</translation>
        </message>
        <message>
            <source>Adding: {percent} %</source>
            <translation>Добавление: {percent} %</translation>
        </message>
        <message>
            <source>Puts all its seeds, or one, into the table of runs; {unknown} of {seeds} have to be trained once more in the background, with the same numbers.</source>
            <translation>Помещает все её зёрна или одно в таблицу запусков; в фоне с теми же числами заново обучаются {unknown} из {seeds}.</translation>
        </message>
        <message>
            <source>Choose a trial to see it here.</source>
            <translation>Выберите попытку, чтобы увидеть её здесь.</translation>
        </message>
        <message>
            <source>Trial #{number}</source>
            <translation>Попытка №{number}</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Время</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} с</translation>
        </message>
    </context>
    <context>
        <name>UnitEditor</name>
        <message>
            <source>Output of the unit over the plane</source>
            <translation>Выход нейрона на плоскости</translation>
        </message>
        <message>
            <source>Activation on the training set</source>
            <translation>Активация на обучающей части</translation>
        </message>
        <message>
            <source>Unit {unit}</source>
            <translation>Нейрон {unit}</translation>
        </message>
        <message>
            <source>in {node}</source>
            <translation>в узле «{node}»</translation>
        </message>
        <message>
            <source>Back to the layer</source>
            <translation>Назад к слою</translation>
        </message>
        <message>
            <source>Previous unit</source>
            <translation>Предыдущий нейрон</translation>
        </message>
        <message>
            <source>Next unit</source>
            <translation>Следующий нейрон</translation>
        </message>
        <message>
            <source>Bias</source>
            <translation>Смещение</translation>
        </message>
        <message>
            <source>Ablate</source>
            <translation>Отключить</translation>
        </message>
        <message>
            <source>The unit gives out zero, in training and evaluation alike.</source>
            <translation>Нейрон выдаёт ноль и при обучении, и при оценке.</translation>
        </message>
        <message>
            <source>Freeze layer</source>
            <translation>Заморозить слой</translation>
        </message>
        <message>
            <source>Training leaves the weights of the whole layer as they are.</source>
            <translation>Обучение не меняет веса всего слоя.</translation>
        </message>
        <message>
            <source>Activation</source>
            <translation>Активация</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>Веса</translation>
        </message>
        <message>
            <source>the {shown} largest of {all}</source>
            <translation>{shown} наибольших из {all}</translation>
        </message>
    </context>
    <context>
        <name>UnitNames</name>
        <message>
            <source>row {number}</source>
            <translation>строка {number}</translation>
        </message>
    </context>
    <context>
        <name>UnitWall</name>
        <message>
            <source>Pictures that units answer to the most</source>
            <translation>Изображения, на которые нейроны отвечают сильнее всего</translation>
        </message>
    </context>
    <context>
        <name>VerdictPanel</name>
        <message>
            <source>Neither side is ahead: {won} of {count} seeds each.</source>
            <translation>Никто не впереди: по {won} зёрен из {count}.</translation>
        </message>
        <message>
            <source>{name} has the lower test loss on {won} of {count} seeds.</source>
            <translation>У {name} потери на тесте меньше на {won} зёрнах из {count}.</translation>
        </message>
        <message>
            <source>One seed says little. Train from several to know more.</source>
            <translation>Одно зерно говорит мало. Обучите с нескольких, чтобы узнать больше.</translation>
        </message>
        <message>
            <source>Chance alone would give this in only {percent} % of cases.</source>
            <translation>Случайность дала бы такое лишь в {percent} % случаев.</translation>
        </message>
        <message>
            <source>Not sure: chance alone would give this in {percent} % of cases. More seeds would tell.</source>
            <translation>Не наверняка: случайность дала бы такое в {percent} % случаев. Больше зёрен показали бы точнее.</translation>
        </message>
        <message>
            <source>The test loss is {mean} ± {deviation} over {count} seeds.</source>
            <translation>Потери на тесте {mean} ± {deviation} по зёрнам: {count}.</translation>
        </message>
        <message>
            <source>The best seed reaches {best}, the worst {worst}.</source>
            <translation>Лучшее зерно даёт {best}, худшее {worst}.</translation>
        </message>
    </context>
    <context>
        <name>Walk</name>
        <message>
            <source>Leave the walk-through first.</source>
            <translation>Сначала закройте пошаговый разбор.</translation>
        </message>
    </context>
    <context>
        <name>WalkPage</name>
        <message>
            <source>Walk-through</source>
            <translation>Проход по шагам</translation>
        </message>
        <message>
            <source>Digits</source>
            <translation>Знаки</translation>
        </message>
        <message>
            <source>Notation</source>
            <translation>Запись</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>Числа</translation>
        </message>
        <message>
            <source>Symbols</source>
            <translation>Символы</translation>
        </message>
        <message>
            <source>On edges</source>
            <translation>На связях</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>Вес</translation>
        </message>
        <message>
            <source>Apply this step</source>
            <translation>Применить шаг</translation>
        </message>
        <message>
            <source>Give the network the new weights; undo brings the old ones back</source>
            <translation>Дать сети новые веса; отмена вернёт прежние</translation>
        </message>
        <message>
            <source>Close the walk-through</source>
            <translation>Закрыть проход по шагам</translation>
        </message>
        <message>
            <source>The numbers of the sample are being computed.</source>
            <translation>Числа примера вычисляются.</translation>
        </message>
        <message>
            <source>Apply the step of a sample</source>
            <translation>Применить шаг одного примера</translation>
        </message>
    </context>
    <context>
        <name>WalkPanel</name>
        <message>
            <source>All numbers</source>
            <translation>Все числа</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Проверка</translation>
        </message>
        <message>
            <source>This step</source>
            <translation>Этот шаг</translation>
        </message>
        <message>
            <source>Neuron by neuron</source>
            <translation>По нейронам</translation>
        </message>
        <message>
            <source>Matrix form</source>
            <translation>В матрицах</translation>
        </message>
    </context>
    <context>
        <name>Walkthrough</name>
        <message>
            <source>+{count} more</source>
            <translation>ещё {count}</translation>
        </message>
        <message>
            <source>map {number}</source>
            <translation>карта {number}</translation>
        </message>
        <message>
            <source>target y</source>
            <translation>цель y</translation>
        </message>
        <message>
            <source>neuron {number}</source>
            <translation>нейрон {number}</translation>
        </message>
        <message>
            <source>The sample is an array of {shape} numbers.</source>
            <translation>Пример — массив чисел {shape}.</translation>
        </message>
        <message>
            <source>Sum</source>
            <translation>Сумма</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Выход</translation>
        </message>
        <message>
            <source>Shapes</source>
            <translation>Формы</translation>
        </message>
        <message>
            <source>As outside of training: nothing is dropped, no noise, running mean and variance.</source>
            <translation>Как вне обучения: ничего не отбрасывается, шума нет, среднее и дисперсия — накопленные.</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>Цель</translation>
        </message>
        <message>
            <source>Weight of the loss</source>
            <translation>Вес потери</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Ошибка</translation>
        </message>
        <message>
            <source>Gradients</source>
            <translation>Градиенты</translation>
        </message>
        <message>
            <source>Bias</source>
            <translation>Смещение</translation>
        </message>
        <message>
            <source>Autograd passes the gradient of this layer's output on to what the layer reads.</source>
            <translation>Autograd передаёт градиент выхода этого слоя тому, что слой читает.</translation>
        </message>
        <message>
            <source>{count} more under “All numbers”</source>
            <translation>ещё {count} на вкладке «Все числа»</translation>
        </message>
        <message>
            <source>The loss of this sample falls.</source>
            <translation>Потери на этом примере уменьшаются.</translation>
        </message>
        <message>
            <source>The loss of this sample does not fall: the step is too long for it.</source>
            <translation>Потери на этом примере не уменьшаются: для него шаг слишком длинный.</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>До</translation>
        </message>
        <message>
            <source>After</source>
            <translation>После</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>Слой</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Число</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Значение</translation>
        </message>
        <message>
            <source>After the step</source>
            <translation>После шага</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>Правило</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>Чисел</translation>
        </message>
        <message>
            <source>Largest difference</source>
            <translation>Наибольшее расхождение</translation>
        </message>
        <message>
            <source>There is no layer of neurons to compare with autograd.</source>
            <translation>Нет слоя нейронов, который можно сравнить с autograd.</translation>
        </message>
        <message>
            <source>Same gradient as autograd, difference below {limit}</source>
            <translation>Градиент совпадает с autograd, расхождение меньше {limit}</translation>
        </message>
        <message>
            <source>The gradient differs from autograd by {difference}</source>
            <translation>Градиент отличается от autograd на {difference}</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>Вперёд</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>Потери</translation>
        </message>
        <message>
            <source>Backward</source>
            <translation>Назад</translation>
        </message>
        <message>
            <source>Update</source>
            <translation>Обновление</translation>
        </message>
        <message>
            <source>Read the sample</source>
            <translation>Прочитать пример</translation>
        </message>
        <message>
            <source>Subtract η · gradient</source>
            <translation>Вычесть η · градиент</translation>
        </message>
        <message>
            <source>Loss after the step</source>
            <translation>Потери после шага</translation>
        </message>
        <message>
            <source>{layer}: z and a</source>
            <translation>{layer}: z и a</translation>
        </message>
        <message>
            <source>{layer}: output</source>
            <translation>{layer}: выход</translation>
        </message>
        <message>
            <source>One step of {optimizer}</source>
            <translation>Один шаг {optimizer}</translation>
        </message>
        <message>
            <source>{first} and ∂L/∂w</source>
            <translation>{first} и ∂L/∂w</translation>
        </message>
        <message>
            <source>the features of the sample enter the network</source>
            <translation>признаки примера входят в сеть</translation>
        </message>
        <message>
            <source>{layer} computes its output from what it reads</source>
            <translation>слой «{layer}» вычисляет выход из того, что читает</translation>
        </message>
        <message>
            <source>the output is compared with the target</source>
            <translation>выход сравнивается с целью</translation>
        </message>
        <message>
            <source>the error of the output reaches {layer}</source>
            <translation>ошибка выхода доходит до слоя «{layer}»</translation>
        </message>
        <message>
            <source>every weight takes its step</source>
            <translation>каждый вес делает свой шаг</translation>
        </message>
        <message>
            <source>the same sample again with the new weights</source>
            <translation>тот же пример ещё раз, с новыми весами</translation>
        </message>
    </context>
    <context>
        <name>WeightBars</name>
        <message>
            <source>Weights</source>
            <translation>Веса</translation>
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
            <source>inputs: {count}</source>
            <translation>входов: {count}</translation>
        </message>
        <message>
            <source>Weights appear when the shapes match.</source>
            <translation>Веса появятся, когда формы совпадут.</translation>
        </message>
        <message>
            <source>bias</source>
            <translation>смещение</translation>
        </message>
        <message>
            <source>{input} → {unit}: {value}</source>
            <translation>{input} → {unit}: {value}</translation>
        </message>
    </context>
    <context>
        <name>WeightPill</name>
        <message>
            <source>Drag sideways, use the arrow keys, or click to type</source>
            <translation>Тяните в сторону, нажимайте стрелки или щёлкните, чтобы ввести</translation>
        </message>
    </context>
    <context>
        <name>WeightView</name>
        <message>
            <source>Weights</source>
            <translation>Веса</translation>
        </message>
        <message>
            <source>Each cell is the largest of {rows} × {columns} weights.</source>
            <translation>Каждая клетка — наибольший из {rows} × {columns} весов.</translation>
        </message>
    </context>
    <context>
        <name>WeightsPage</name>
        <message>
            <source>Weights by layer over time</source>
            <translation>Веса по слоям во времени</translation>
        </message>
        <message>
            <source>Heat maps of the weights by layer</source>
            <translation>Тепловые карты весов по слоям</translation>
        </message>
        <message>
            <source>Histogram of the weights by layer</source>
            <translation>Гистограмма весов по слоям</translation>
        </message>
        <message>
            <source>Ridgeline</source>
            <translation>Гребни</translation>
        </message>
        <message>
            <source>Heat map</source>
            <translation>Тепловая карта</translation>
        </message>
        <message>
            <source>Histogram</source>
            <translation>Гистограмма</translation>
        </message>
        <message>
            <source>What is shown of the weights</source>
            <translation>Что показано о весах</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>Веса</translation>
        </message>
        <message>
            <source>{lost} not finite</source>
            <translation>не конечных: {lost}</translation>
        </message>
        <message>
            <source>1 weight</source>
            <translation>1 вес</translation>
        </message>
        <message numerus="yes">
            <source>%Ln weights</source>
            <translation>
                <numerusform>%Ln вес</numerusform>
                <numerusform>%Ln веса</numerusform>
                <numerusform>%Ln весов</numerusform>
            </translation>
        </message>
        <message>
            <source>mean {mean}, σ {deviation}, {share} % near 0</source>
            <translation>ср. {mean}, σ {deviation}, у нуля {share} %</translation>
        </message>
        <message>
            <source>biases</source>
            <translation>смещения</translation>
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
            <source>Mine</source>
            <translation>Мои</translation>
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
            <source>Remove template</source>
            <translation>Удалить шаблон</translation>
        </message>
        <message>
            <source>Save an experiment as template first</source>
            <translation>Сначала сохраните эксперимент как шаблон</translation>
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
            <source>Show test data</source>
            <translation>Показ тестовых данных</translation>
        </message>
        <message>
            <source>Discretize output</source>
            <translation>Изменение дискретности выхода</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>Окно</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Сеть</translation>
        </message>
    </context>
    <context>
        <name>WindowPictures</name>
        <message>
            <source>Window</source>
            <translation>Окно</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Сеть</translation>
        </message>
        <message>
            <source>What is this?</source>
            <translation>Что это?</translation>
        </message>
        <message>
            <source>Enlarge</source>
            <translation>Увеличить</translation>
        </message>
        <message>
            <source>Open in a window of its own</source>
            <translation>Открыть в отдельном окне</translation>
        </message>
    </context>
    <context>
        <name>WindowTitle</name>
        <message>
            <source>Untitled</source>
            <translation>Без названия</translation>
        </message>
        <message>
            <source>Read-only</source>
            <translation>Только чтение</translation>
        </message>
        <message>
            <source>Edited</source>
            <translation>Изменён</translation>
        </message>
    </context>
    <context>
        <name>Wishes</name>
        <message>
            <source>Source</source>
            <translation>Источник</translation>
        </message>
        <message>
            <source>Use the pictures of this source</source>
            <translation>Брать изображения этого источника</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Размер</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Цвета</translation>
        </message>
        <message>
            <source>Grey</source>
            <translation>Серый</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>Цветной</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Обрезать</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>Вписать</translation>
        </message>
        <message>
            <source>Stretch</source>
            <translation>Растянуть</translation>
        </message>
        <message>
            <source>Other forms</source>
            <translation>Не квадраты</translation>
        </message>
        <message>
            <source>Pictures that are no squares: take the middle, add bars, or change their proportions.</source>
            <translation>Неквадратные изображения: взять середину, добавить поля или изменить пропорции.</translation>
        </message>
        <message>
            <source>Folders</source>
            <translation>Папкам</translation>
        </message>
        <message>
            <source>File names</source>
            <translation>Именам файлов</translation>
        </message>
        <message>
            <source>Classes by</source>
            <translation>Классы по</translation>
        </message>
        <message>
            <source>At most per class</source>
            <translation>Не больше на класс</translation>
        </message>
        <message>
            <source>all</source>
            <translation>все</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>Класс</translation>
        </message>
        <message>
            <source>Add to the present pictures</source>
            <translation>Добавить к имеющимся изображениям</translation>
        </message>
        <message>
            <source>Pixels</source>
            <translation>Пиксели</translation>
        </message>
    </context>
    <context>
        <name>WritingField</name>
        <message>
            <source>Text</source>
            <translation>Текст</translation>
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
            <source>Neuron</source>
            <translation>Нейрон</translation>
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
        <name>_Dots</name>
        <message>
            <source>Steps</source>
            <translation>Шаги</translation>
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
        <name>_InputRow</name>
        <message>
            <source>Kind of {name}</source>
            <translation>Вид столбца {name}</translation>
        </message>
    </context>
    <context>
        <name>_Painter</name>
        <message>
            <source>live</source>
            <translation>сейчас</translation>
        </message>
        <message>
            <source>Name of the run</source>
            <translation>Название запуска</translation>
        </message>
    </context>
    <context>
        <name>_Part</name>
        <message>
            <source>Change training: {part}</source>
            <translation>Изменение обучения: {part}</translation>
        </message>
    </context>
    <context>
        <name>_Preview</name>
        <message>
            <source>Preview</source>
            <translation>Предпросмотр</translation>
        </message>
    </context>
    <context>
        <name>_Row</name>
        <message>
            <source>Untitled</source>
            <translation>Без названия</translation>
        </message>
        <message>
            <source>1 edit</source>
            <translation>1 правка</translation>
        </message>
        <message numerus="yes">
            <source>%Ln edits</source>
            <translation>
                <numerusform>%Ln правка</numerusform>
                <numerusform>%Ln правки</numerusform>
                <numerusform>%Ln правок</numerusform>
            </translation>
        </message>
        <message>
            <source>epoch {epoch}, weights and timeline</source>
            <translation>эпоха {epoch}, веса и лента</translation>
        </message>
        <message>
            <source>{size} KB</source>
            <translation>{size} КБ</translation>
        </message>
        <message>
            <source>{size} MB</source>
            <translation>{size} МБ</translation>
        </message>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>%n мин назад</numerusform>
                <numerusform>%n мин назад</numerusform>
                <numerusform>%n мин назад</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>_Seen</name>
        <message>
            <source>The network says {name}</source>
            <translation>Сеть говорит: {name}</translation>
        </message>
        <message>
            <source>says</source>
            <translation>говорит</translation>
        </message>
        <message>
            <source>Network sees</source>
            <translation>Сеть видит</translation>
        </message>
    </context>
    <context>
        <name>_Sliders</name>
        <message>
            <source>All to the middle</source>
            <translation>Все в середину</translation>
        </message>
    </context>
    <context>
        <name>_Tiles</name>
        <message>
            <source>Training sample {number}</source>
            <translation>Обучающий пример {number}</translation>
        </message>
        <message>
            <source>Validation sample {number}</source>
            <translation>Проверочный пример {number}</translation>
        </message>
        <message>
            <source>Test sample {number}</source>
            <translation>Тестовый пример {number}</translation>
        </message>
        <message>
            <source>Loss {loss}</source>
            <translation>Потери {loss}</translation>
        </message>
    </context>
    <context>
        <name>_Wall</name>
        <message>
            <source>Feature maps</source>
            <translation>Карты признаков</translation>
        </message>
        <message>
            <source>{layer}, map {number}: from {low} to {high}</source>
            <translation>{layer}, карта {number}: от {low} до {high}</translation>
        </message>
        <message>
            <source>{shown} of {all} maps</source>
            <translation>{shown} из {all} карт</translation>
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
            <source>More: the network learns more, and less is left to judge it by.</source>
            <translation>Больше: сеть учится лучше, но для проверки остаётся меньше.</translation>
        </message>
        <message>
            <source>Half leaves enough samples to judge by, as TensorFlow Playground does.</source>
            <translation>Половины хватает, чтобы надёжно судить; так делает TensorFlow Playground.</translation>
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
            <source>More: a surer choice of settings. None: early stopping has nothing to watch.</source>
            <translation>Больше: настройки выбираются надёжнее. Ноль: ранней остановке не за чем следить.</translation>
        </message>
        <message>
            <source>None, because it is needed only for early stopping or for choosing settings.</source>
            <translation>Ноль: она нужна лишь для ранней остановки и выбора настроек.</translation>
        </message>
        <message>
            <source>Same shares of each class</source>
            <translation>Одинаковые доли классов</translation>
        </message>
        <message>
            <source>Every class is parted by these shares by itself, so that all parts are alike.</source>
            <translation>Каждый класс разбивается в этих долях отдельно, поэтому все части похожи.</translation>
        </message>
        <message>
            <source>On: a rare class has its share of every part. Off: chance decides.</source>
            <translation>Включено: редкий класс есть в каждой части в своей доле. Выключено: решает случай.</translation>
        </message>
        <message>
            <source>Off for made sets, whose classes are equally large; on for an imported table.</source>
            <translation>Выключено для созданных наборов, где классы равны; включено для импортированной таблицы.</translation>
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
            <source>On: all features are alike in size, so that one learning rate suits them all.</source>
            <translation>Вкл.: признаки одного масштаба, и им подходит одна скорость обучения.</translation>
        </message>
        <message>
            <source>Off for made sets, whose features are alike already; on for tables.</source>
            <translation>Выкл. для синтетических данных: их признаки и так сравнимы; вкл. для таблиц.</translation>
        </message>
        <message>
            <source>Scaling</source>
            <translation>Масштаб</translation>
        </message>
        <message>
            <source>What standardizing divides by: the standard deviation, or the range from 0 to 1.</source>
            <translation>На что делит стандартизация: на стандартное отклонение или на размах, до диапазона от 0 до 1.</translation>
        </message>
        <message>
            <source>By the range, outliers press all other values together; by the deviation hardly.</source>
            <translation>При делении на размах выбросы сжимают все остальные значения; при делении на отклонение — почти нет.</translation>
        </message>
        <message>
            <source>The deviation, because weights are initialized for inputs of mean 0 and deviation 1.</source>
            <translation>Отклонение, потому что веса инициализируются для входов со средним 0 и отклонением 1.</translation>
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
            <source>Another number draws other samples of the same kind.</source>
            <translation>Другое число даёт другие примеры того же вида.</translation>
        </message>
        <message>
            <source>Any number is as good; a fixed one makes runs repeatable.</source>
            <translation>Любое число годится; постоянное делает опыты повторимыми.</translation>
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
            <source>A block is called “{id}”, as another block or a node is.</source>
            <translation>Блок называется «{id}», как и другой блок или узел.</translation>
        </message>
        <message>
            <source>The block “{block}” lies in itself.</source>
            <translation>Блок «{block}» лежит сам в себе.</translation>
        </message>
        <message>
            <source>Give it another “parent”.</source>
            <translation>Дайте ему другой «parent».</translation>
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
            <source>{node} belongs to the block “{id}”, which does not exist.</source>
            <translation>{node} входит в блок «{id}», которого нет.</translation>
        </message>
        <message>
            <source>Add it to “blocks”, or remove the name.</source>
            <translation>Добавьте его в «blocks» или уберите название.</translation>
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
            <source>On: the layer stays as it is while all others learn.</source>
            <translation>Вкл.: слой не меняется, остальные учатся.</translation>
        </message>
        <message>
            <source>Off, because every layer should learn unless you want to keep it.</source>
            <translation>Выкл.: слой должен учиться, если его не нужно сохранить.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Скорость обучения</translation>
        </message>
        <message>
            <source>Regularization rate</source>
            <translation>Сила регуляризации</translation>
        </message>
        <message>
            <source>all samples</source>
            <translation>все примеры</translation>
        </message>
        <message>
            <source>{layer} after {node}</source>
            <translation>{layer} после «{node}»</translation>
        </message>
        <message>
            <source>One more layer</source>
            <translation>Ещё один слой</translation>
        </message>
        <message>
            <source>with {feature}</source>
            <translation>с {feature}</translation>
        </message>
        <message>
            <source>without {feature}</source>
            <translation>без {feature}</translation>
        </message>
        <message>
            <source>The hidden layers share no activation.</source>
            <translation>У скрытых слоёв нет общей функции активации.</translation>
        </message>
        <message>
            <source>Nothing follows that layer.</source>
            <translation>За этим слоем ничего не следует.</translation>
        </message>
        <message>
            <source>Multiplies the global learning rate for this layer only; 1 follows it.</source>
            <translation>Умножает общую скорость обучения только для этого слоя; 1 оставляет её как есть.</translation>
        </message>
        <message>
            <source>Above 1: this layer changes faster than the rest. Below 1: slower. 0 stops it.</source>
            <translation>Больше 1: слой меняется быстрее остальных. Меньше 1: медленнее. 0: не меняется.</translation>
        </message>
        <message>
            <source>1 treats all layers alike.</source>
            <translation>При 1 все слои равны.</translation>
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
            <source>Higher: more of this layer's weights become exactly 0.</source>
            <translation>Больше: больше весов слоя становятся точно нулями.</translation>
        </message>
        <message>
            <source>Empty, so that one global rate rules all layers.</source>
            <translation>Пусто: действует общее значение для всех слоёв.</translation>
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
            <source>Higher: this layer's weights stay smaller and its output smoother.</source>
            <translation>Больше: веса слоя меньше, а выход глаже.</translation>
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
            <source>Larger starting weights give stronger signals; too large ones saturate or blow up.</source>
            <translation>Большие начальные веса усиливают сигнал; слишком большие насыщают его или расходятся.</translation>
        </message>
        <message>
            <source>PyTorch's choice keeps the signal's size about the same from layer to layer.</source>
            <translation>Выбор PyTorch примерно сохраняет величину сигнала от слоя к слою.</translation>
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
            <source>Above 0: ReLU units start active. Far from 0: all units start far off.</source>
            <translation>Больше 0: нейроны ReLU сначала активны. Далеко от 0: все нейроны сначала далеко.</translation>
        </message>
        <message>
            <source>PyTorch draws small biases around 0, so that units start apart.</source>
            <translation>PyTorch берёт малые смещения около 0, чтобы нейроны различались.</translation>
        </message>
        <message>
            <source>Ablated units</source>
            <translation>Отключённые нейроны</translation>
        </message>
        <message>
            <source>These units, counted from 0, give out zero in training and evaluation alike, and learn nothing.</source>
            <translation>Эти нейроны (нумерация с 0) выдают ноль и при обучении, и при оценке, и ничему не учатся.</translation>
        </message>
        <message>
            <source>On: the layer gives zeros, which shows how much the network needs it.</source>
            <translation>Вкл.: слой выдаёт нули, и видно, насколько он нужен сети.</translation>
        </message>
        <message>
            <source>Off, because it is a test and not a setting to train with.</source>
            <translation>Выкл.: это проба, а не режим обучения.</translation>
        </message>
        <message>
            <source>There is no unit {unit} to ablate.</source>
            <translation>Нет нейрона {unit}, который можно отключить.</translation>
        </message>
        <message>
            <source>Units are counted from 0.</source>
            <translation>Нейроны нумеруются с 0.</translation>
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
            <source>Move {node} before {other}</source>
            <translation>Поставить «{node}» перед «{other}»</translation>
        </message>
        <message>
            <source>Replace it by {layer}</source>
            <translation>Заменить на «{layer}»</translation>
        </message>
        <message>
            <source>Remove these {count} nodes</source>
            <translation>Удалить эти узлы ({count})</translation>
        </message>
        <message>
            <source>Place after {source}</source>
            <translation>Поставить после «{source}»</translation>
        </message>
        <message>
            <source>Let {kept} feed all</source>
            <translation>Подключить всё к «{kept}»</translation>
        </message>
        <message>
            <source>Unmute {node}</source>
            <translation>Снова включить {node}</translation>
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
            <source>Every loss is muted.</source>
            <translation>Все функции потерь заглушены.</translation>
        </message>
        <message>
            <source>{first} and {other} give the same data.</source>
            <translation>Узлы «{first}» и «{other}» дают одни и те же данные.</translation>
        </message>
        <message>
            <source>One Input can feed any number of layers.</source>
            <translation>Один вход может питать сколько угодно слоёв.</translation>
        </message>
        <message>
            <source>{first} and {other} judge the same prediction alike.</source>
            <translation>Узлы «{first}» и «{other}» одинаково оценивают одно предсказание.</translation>
        </message>
        <message>
            <source>One loss with twice the weight does the same.</source>
            <translation>Одна функция потерь с двойным весом делает то же самое.</translation>
        </message>
        <message>
            <source>{first} and {other} read the same prediction in different ways.</source>
            <translation>Узлы «{first}» и «{other}» по-разному понимают одно предсказание.</translation>
        </message>
        <message>
            <source>One takes it for raw scores, the other for values; they pull against each other.</source>
            <translation>Для одной это оценки классов, для другой — значения; они мешают друг другу.</translation>
        </message>
        <message>
            <source>{node} is not connected to anything.</source>
            <translation>Узел «{node}» ни с чем не соединён.</translation>
        </message>
        <message>
            <source>They will not train and do not change the result.</source>
            <translation>Они не учатся и не влияют на результат.</translation>
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
            <source>{node} leads to no loss.</source>
            <translation>От узла «{node}» нет пути к функции потерь.</translation>
        </message>
        <message>
            <source>{count} nodes from {first} to {last} lead to no loss.</source>
            <translation>Узлы от «{first}» до «{last}» ({count}) не ведут ни к одному узлу потерь.</translation>
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
            <source>What follows it waits, too.</source>
            <translation>Всё, что после него, тоже ждёт.</translation>
        </message>
        <message>
            <source>Without a prediction there is nothing to minimize.</source>
            <translation>Без предсказания нечего минимизировать.</translation>
        </message>
        <message>
            <source>{node} has {count} weights for {samples} training samples.</source>
            <translation>У узла «{node}» весов {count}, а обучающих примеров {samples}.</translation>
        </message>
        <message>
            <source>It can learn every sample by heart, and each step takes long.</source>
            <translation>Слой может заучить все примеры наизусть, а каждый шаг долог.</translation>
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
            <source>Dataset</source>
            <translation>Данные</translation>
        </message>
        <message>
            <source>on</source>
            <translation>вкл.</translation>
        </message>
        <message>
            <source>off</source>
            <translation>выкл.</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Слои</translation>
        </message>
        <message>
            <source>Wires</source>
            <translation>Провода</translation>
        </message>
        <message>
            <source>with</source>
            <translation>с</translation>
        </message>
        <message>
            <source>without</source>
            <translation>без</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>Признаки</translation>
        </message>
        <message>
            <source>{changes} and {count} more</source>
            <translation>{changes} и ещё {count}</translation>
        </message>
        <message>
            <source>{new} instead of {old}</source>
            <translation>{new} вместо {old}</translation>
        </message>
        <message>
            <source>without {features}</source>
            <translation>без {features}</translation>
        </message>
        <message>
            <source>with {features}</source>
            <translation>с {features}</translation>
        </message>
        <message>
            <source>features {features}</source>
            <translation>признаки {features}</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>Слой</translation>
        </message>
        <message>
            <source>Activations</source>
            <translation>Функции активации</translation>
        </message>
        <message>
            <source>Losses</source>
            <translation>Функции потерь</translation>
        </message>
        <message>
            <source>Initializations</source>
            <translation>Инициализация весов</translation>
        </message>
        <message>
            <source>Initialization</source>
            <translation>Инициализация</translation>
        </message>
        <message>
            <source>Optimizers</source>
            <translation>Оптимизаторы</translation>
        </message>
        <message>
            <source>Optimizer</source>
            <translation>Оптимизатор</translation>
        </message>
        <message>
            <source>Schedules of the learning rate</source>
            <translation>Расписания скорости обучения</translation>
        </message>
        <message>
            <source>Schedule</source>
            <translation>Расписание</translation>
        </message>
        <message>
            <source>Data sets</source>
            <translation>Наборы данных</translation>
        </message>
        <message>
            <source>Data set</source>
            <translation>Набор данных</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Обучение</translation>
        </message>
        <message>
            <source>Regularization</source>
            <translation>Регуляризация</translation>
        </message>
        <message>
            <source>Every layer with weights</source>
            <translation>Любой слой с весами</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>Данные</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Настройки</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>Виды</translation>
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
            <source>None</source>
            <translation>Нет</translation>
        </message>
        <message>
            <source>Only the loss counts; weights may grow as they like.</source>
            <translation>Важна только ошибка; веса могут расти как угодно.</translation>
        </message>
        <message>
            <source>Pulls every weight towards 0 with the same force, so that useless ones become exactly 0.</source>
            <translation>Тянет каждый вес к 0 с одной силой, и ненужные становятся точно нулями.</translation>
        </message>
        <message>
            <source>Pulls large weights more than small ones, so that all stay small and the result smooth.</source>
            <translation>Тянет большие веса сильнее малых: все остаются малыми, а результат гладким.</translation>
        </message>
        <message>
            <source>Weight elimination</source>
            <translation>Удаление весов</translation>
        </message>
        <message>
            <source>Pulls small weights to 0 and lets large ones be, so that few but strong weights remain.</source>
            <translation>Тянет малые веса к 0 и не трогает большие: весов остаётся мало, но сильных.</translation>
        </message>
        <message>
            <source>A penalty trades a little training accuracy for a simpler network.</source>
            <translation>Штраф меняет немного точности на обучении на более простую сеть.</translation>
        </message>
        <message>
            <source>None, because it helps only once the network overfits.</source>
            <translation>Нет: штраф помогает, только когда сеть переобучается.</translation>
        </message>
        <message>
            <source>Higher: smaller weights and a smoother result. Too high: nothing is learned.</source>
            <translation>Больше: веса меньше, результат глаже. Слишком много: сеть ничему не учится.</translation>
        </message>
        <message>
            <source>0 turns it off; 0.001 is a good first try.</source>
            <translation>0 выключает её; для начала попробуйте 0,001.</translation>
        </message>
        <message>
            <source>Higher: larger weights count as small and are removed.</source>
            <translation>Больше: и более крупные веса считаются малыми и удаляются.</translation>
        </message>
        <message>
            <source>1 is the size that weights of a small network usually have.</source>
            <translation>1 — обычная величина весов небольшой сети.</translation>
        </message>
        <message>
            <source>Limits the gradient's norm or each value, so that one bad batch cannot spoil the weights.</source>
            <translation>Ограничивает норму градиента или каждое значение, чтобы один неудачный пакет не испортил веса.</translation>
        </message>
        <message>
            <source>By norm: the direction is kept. By value: each number is cut by itself.</source>
            <translation>По норме: направление сохраняется. По значению: каждое число обрезается отдельно.</translation>
        </message>
        <message>
            <source>None; it is needed where single steps blow up, as in deep or recurrent networks.</source>
            <translation>Нет: нужно там, где отдельные шаги взрываются, как в глубоких и рекуррентных сетях.</translation>
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
            <source>Lower: calmer and slower. Higher: seldom clips at all.</source>
            <translation>Меньше: спокойнее и медленнее. Больше: почти не ограничивает.</translation>
        </message>
        <message>
            <source>A norm of 1 is the usual choice.</source>
            <translation>Норма 1 — обычный выбор.</translation>
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
            <source>Higher: waits out longer pauses. Lower: stops sooner, perhaps too soon.</source>
            <translation>Больше: переждёт долгие паузы. Меньше: остановится раньше, возможно, слишком рано.</translation>
        </message>
        <message>
            <source>Empty: training goes on until you stop it.</source>
            <translation>Пусто: обучение идёт, пока вы его не остановите.</translation>
        </message>
        <message>
            <source>The length of a step. Too small learns slowly, too large jumps over the valley.</source>
            <translation>Длина шага. При слишком малой сеть учится медленно, при слишком большой перепрыгивает овраг.</translation>
        </message>
        <message>
            <source>Higher: faster, then unsteady, then it diverges. Lower: steadier, but slow.</source>
            <translation>Больше: быстрее, потом скачет, потом расходится. Меньше: ровнее, но медленнее.</translation>
        </message>
        <message>
            <source>0.03 suits small networks with SGD; Adam usually wants 0.001 to 0.01.</source>
            <translation>0,03 подходит малым сетям с SGD; Adam обычно нужно от 0,001 до 0,01.</translation>
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
            <source>Larger: smoother steps, fewer of them per epoch. Smaller: noisier and more of them.</source>
            <translation>Больше: шаги ровнее, но их меньше за эпоху. Меньше: шаги шумнее, их больше.</translation>
        </message>
        <message>
            <source>10 makes many quick steps, and its noise helps out of poor valleys.</source>
            <translation>10 даёт много быстрых шагов, а шум помогает выбраться из плохих впадин.</translation>
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
            <source>Off: every epoch sees the same batches, and the loss can swing in step with them.</source>
            <translation>Выкл.: пакеты в каждой эпохе одни и те же, и потери могут колебаться вместе с ними.</translation>
        </message>
        <message>
            <source>On, because a fresh order keeps batches from being learned by heart.</source>
            <translation>Вкл.: новый порядок не даёт заучить сами пакеты.</translation>
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
            <source>It matters only where the batch does not divide the number of samples.</source>
            <translation>Важно, только если пакет не делит число примеров нацело.</translation>
        </message>
        <message>
            <source>An own batch, so that an epoch sees every sample once.</source>
            <translation>Отдельный пакет: за эпоху каждый пример встречается один раз.</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Точность</translation>
        </message>
        <message>
            <source>The numbers a step computes with: float32 has 24 bits, float64 53. TF32 keeps 11 of the factors in products on a CUDA device, bfloat16 keeps 8 in most of the forward pass.</source>
            <translation>С какими числами вычисляется шаг: у float32 24 бита, у float64 — 53. TF32 оставляет 11 бит множителей в произведениях на устройстве CUDA, bfloat16 — 8 бит почти во всём прямом проходе.</translation>
        </message>
        <message>
            <source>Fewer bits: large networks are faster on recent GPUs, and losses are less exact.</source>
            <translation>Меньше бит: большие сети быстрее на современных GPU, а потери менее точны.</translation>
        </message>
        <message>
            <source>Float32 is exact enough, and every engine runs it.</source>
            <translation>Float32 достаточно точен, и с ним работает любой движок.</translation>
        </message>
        <message>
            <source>Engine</source>
            <translation>Движок</translation>
        </message>
        <message>
            <source>How steps are computed: eager is PyTorch's own way, captured runs the recorded step without Python, native is machine code for small networks. Auto takes the fastest that can.</source>
            <translation>Как вычисляются шаги: eager — собственный способ PyTorch, captured исполняет записанный шаг без Python, native — машинный код для малых сетей. Auto берёт самый быстрый из возможных.</translation>
        </message>
        <message>
            <source>Faster engines do the same steps in less time; eager runs any layer.</source>
            <translation>Быстрые движки делают те же шаги скорее; eager выполняет любой слой.</translation>
        </message>
        <message>
            <source>Automatic takes the fastest that passes a check against eager.</source>
            <translation>Автоматически берётся самый быстрый из прошедших сверку с eager.</translation>
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
            <source>Farther out: more of the curve is learned from the same samples.</source>
            <translation>Дальше: на те же примеры приходится больший кусок кривой.</translation>
        </message>
        <message>
            <source>Shows about one wave to each side.</source>
            <translation>Показывает примерно по одной волне с каждой стороны.</translation>
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
            <source>Higher: more waves, which take more neurons.</source>
            <translation>Больше: больше волн, и нужно больше нейронов.</translation>
        </message>
        <message>
            <source>1 gives about two waves, which a small network can follow.</source>
            <translation>1 даёт около двух волн: с ними справится и малая сеть.</translation>
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
            <source>From −1 to 1 the powers of x stay alike in size.</source>
            <translation>От −1 до 1 степени x остаются сравнимыми.</translation>
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
            <source>Higher: more turns, which take more neurons or features.</source>
            <translation>Больше: больше изгибов, и нужно больше нейронов или признаков.</translation>
        </message>
        <message>
            <source>3 is the simplest curve that turns both ways.</source>
            <translation>3 — простейшая кривая с изгибами в обе стороны.</translation>
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
            <source>Moves the jump; the network must move its steepest unit along.</source>
            <translation>Сдвигает скачок; сеть должна сдвинуть за ним самый крутой нейрон.</translation>
        </message>
        <message>
            <source>0 puts it in the middle.</source>
            <translation>0 — посередине.</translation>
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
            <source>Pixels</source>
            <translation>Пиксели</translation>
        </message>
        <message>
            <source>Height and width: the 8 they were stored with, or 28 as MNIST has, blended between.</source>
            <translation>Высота и ширина: исходные 8 или 28, как в MNIST, с плавным увеличением.</translation>
        </message>
        <message>
            <source>28 costs a convolution about twelve times as much, and tells no more.</source>
            <translation>При 28 свёртка стоит примерно в двенадцать раз дороже, а сведений не больше.</translation>
        </message>
        <message>
            <source>8 is what was scanned, and trains in seconds.</source>
            <translation>8 — исходный размер снимков; обучение занимает секунды.</translation>
        </message>
        <message>
            <source>Which digits there are: all ten, or one half of them, as for learning the other half later.</source>
            <translation>Какие цифры есть: все десять или одна половина, чтобы другую выучить потом.</translation>
        </message>
        <message>
            <source>Half of the digits leave half of the pictures, and five classes.</source>
            <translation>Половина цифр — это половина изображений и пять классов.</translation>
        </message>
        <message>
            <source>All ten; a half is for transfer: learn 0–4, freeze what sees, learn 5–9.</source>
            <translation>Все десять; половина нужна для переноса: выучить 0–4, заморозить видящие слои, выучить 5–9.</translation>
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
            <source>More: overfitting gets harder and an epoch takes longer.</source>
            <translation>Больше: переобучиться труднее, а эпоха длится дольше.</translation>
        </message>
        <message>
            <source>Enough to see the shape, few enough to be quick.</source>
            <translation>Достаточно, чтобы видеть форму, и немного, чтобы учиться быстро.</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>Шум</translation>
        </message>
        <message>
            <source>Higher: the classes or values blur, and a perfect score becomes overfitting.</source>
            <translation>Больше: классы или значения размываются, и безошибочность уже означает переобучение.</translation>
        </message>
        <message>
            <source>Little or none, so that the task itself can be seen first.</source>
            <translation>Мало или нет, чтобы сначала увидеть саму задачу.</translation>
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
            <source>More: the border gets longer and needs more neurons.</source>
            <translation>Больше: граница длиннее, и нейронов нужно больше.</translation>
        </message>
        <message>
            <source>4 is hard for one hidden layer and fair for two.</source>
            <translation>4 — трудно для одного скрытого слоя и посильно для двух.</translation>
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
            <source>More: the clouds come closer together, and the head needs an output for each.</source>
            <translation>Больше: облака ближе друг к другу, и нужен выход для каждого.</translation>
        </message>
        <message>
            <source>4 is enough to see how softmax shares out the plane.</source>
            <translation>4 достаточно, чтобы увидеть, как softmax делит плоскость.</translation>
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
            <source>More bends need more neurons.</source>
            <translation>Чем больше изгибов, тем больше нужно нейронов.</translation>
        </message>
        <message>
            <source>A sine cannot be learned without a hidden layer.</source>
            <translation>Синус нельзя выучить без скрытого слоя.</translation>
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
            <source>Decides what passes and how steep it is, and so how well gradients flow back.</source>
            <translation>Решает, что проходит и с какой крутизной, а значит, как текут назад градиенты.</translation>
        </message>
        <message>
            <source>ReLU is quick and keeps gradients alive in deep networks.</source>
            <translation>ReLU быстр и сохраняет градиенты в глубоких сетях.</translation>
        </message>
        <message>
            <source>{node} takes the largest of every {pieces} features, gets {shape}.</source>
            <translation>Узел «{node}» берёт наибольший признак в группах по {pieces}, а получает {shape}.</translation>
        </message>
        <message>
            <source>{node} bends once more what {activation} in {before} has bent.</source>
            <translation>Узел «{node}» — вторая активация после {activation} в узле «{before}».</translation>
        </message>
        <message>
            <source>Two activations in a row only narrow what can pass; one is meant.</source>
            <translation>Две активации подряд лишь сужают то, что может пройти; нужна одна.</translation>
        </message>
        <message>
            <source>Make {node} linear</source>
            <translation>Сделать «{node}» линейным</translation>
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
            <source>Higher: negative sums learn more, and the function bends less.</source>
            <translation>Больше: отрицательные суммы учатся лучше, но изгиб слабее.</translation>
        </message>
        <message>
            <source>0.01 is enough to keep units from dying.</source>
            <translation>0,01 достаточно, чтобы нейроны не умирали.</translation>
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
            <source>It only sets the start; training finds the slope, one for the whole layer.</source>
            <translation>Задаёт лишь начало; наклон, один на весь слой, найдёт обучение.</translation>
        </message>
        <message>
            <source>0.25 is the start in the paper (He et al. 2015).</source>
            <translation>0,25 — начало в статье (He et al. 2015).</translation>
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
            <source>Higher: negative sums reach further down, which moves the mean towards 0.</source>
            <translation>Больше: отрицательные суммы опускаются ниже, и среднее ближе к 0.</translation>
        </message>
        <message>
            <source>1 makes the slope the same on both sides of 0.</source>
            <translation>При 1 наклон по обе стороны от 0 одинаков.</translation>
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
            <source>More: finer shapes per unit, and as many times the weights.</source>
            <translation>Больше: форма нейрона сложнее, а весов во столько же раз больше.</translation>
        </message>
        <message>
            <source>2 is the least, and already makes ReLU and |x|.</source>
            <translation>2 — наименьшее, и этого хватает для ReLU и |x|.</translation>
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
            <source>{node} disturbs the prediction itself, right before {loss}.</source>
            <translation>Узел «{node}» искажает само предсказание прямо перед узлом «{loss}».</translation>
        </message>
        <message>
            <source>The loss never sees what the network says, and cannot reach its best.</source>
            <translation>Функция потерь не видит настоящего ответа сети и не достигает минимума.</translation>
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
            <source>Higher: less overfitting and slower learning. Too high: it underfits.</source>
            <translation>Больше: меньше переобучения, но медленнее. Слишком много: сеть недообучается.</translation>
        </message>
        <message>
            <source>0.5 is the paper's choice for wide layers; small ones want less.</source>
            <translation>0,5 — выбор авторов для широких слоёв; узким нужно меньше.</translation>
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
            <source>Higher: a smoother, more robust network. Too high: the signal drowns.</source>
            <translation>Больше: сеть глаже и устойчивее. Слишком много: сигнал тонет.</translation>
        </message>
        <message>
            <source>0.1 is a tenth of what standardized features spread.</source>
            <translation>0,1 — десятая часть разброса стандартизованных признаков.</translation>
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
            <source>Larger: stronger signals from the start. Too large: units saturate.</source>
            <translation>Больше: сигналы сразу сильнее. Слишком много: нейроны насыщаются.</translation>
        </message>
        <message>
            <source>0.5 is what TensorFlow Playground draws from.</source>
            <translation>0,5 — как в TensorFlow Playground.</translation>
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
            <source>0.1 keeps the sums of a small layer well below 1.</source>
            <translation>0,1 держит суммы небольшого слоя заметно ниже 1.</translation>
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
            <source>It matters where a layer's inputs and outputs differ much in number.</source>
            <translation>Важно, если числа входов и выходов слоя сильно различаются.</translation>
        </message>
        <message>
            <source>fan_in, because the forward signal is what must not fade first.</source>
            <translation>fan_in: прежде всего не должен угаснуть прямой сигнал.</translation>
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
            <source>More: finer shapes, more weights, sooner overfitting. Fewer: a simpler result.</source>
            <translation>Больше: форма тоньше, весов больше, переобучение раньше. Меньше: результат проще.</translation>
        </message>
        <message>
            <source>4 is enough for most figures in the plane, and can still be watched.</source>
            <translation>4 хватает для большинства фигур на плоскости, и за ними можно уследить.</translation>
        </message>
        <message>
            <source>Bends every unit's sum; without one the network stays a straight line.</source>
            <translation>Изгибает сумму каждого нейрона; без неё сеть остаётся прямой.</translation>
        </message>
        <message>
            <source>Decides what a unit can express and how well gradients flow back.</source>
            <translation>Решает, что может выразить нейрон и как текут назад градиенты.</translation>
        </message>
        <message>
            <source>Tanh is smooth and centred, which suits small networks.</source>
            <translation>Tanh гладкий и симметричный, что хорошо для малых сетей.</translation>
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
            <source>Off: every unit's border must pass through the origin.</source>
            <translation>Выкл.: граница каждого нейрона проходит через начало координат.</translation>
        </message>
        <message>
            <source>On; only right before a normalization is it without effect.</source>
            <translation>Вкл.; лишнее оно лишь прямо перед нормализацией.</translation>
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
            <source>A number refuses any other shape, as nn.Linear does.</source>
            <translation>Число запрещает любую другую форму, как в nn.Linear.</translation>
        </message>
        <message>
            <source>Empty, so that the layer fits whatever comes.</source>
            <translation>Пусто: слой подходит ко всему, что придёт.</translation>
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
            <source>Cross-entropies ask for the right class, squared error for the right number.</source>
            <translation>Перекрёстная энтропия требует верного класса, квадрат ошибки — верного числа.</translation>
        </message>
        <message>
            <source>Empty takes what suits the target.</source>
            <translation>Пусто: берётся то, что подходит цели.</translation>
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
            <source>Higher: this loss wins where losses disagree. 0: it is only watched.</source>
            <translation>Больше: эта ошибка важнее остальных. 0: за ней только наблюдают.</translation>
        </message>
        <message>
            <source>1; with one loss, it only scales the steps.</source>
            <translation>1; при одной ошибке она лишь меняет длину шагов.</translation>
        </message>
        <message>
            <source>{loss} asks yes or no, but a sample is one of {classes} classes.</source>
            <translation>{loss} спрашивает «да или нет», а классов {classes}.</translation>
        </message>
        <message>
            <source>Its outputs would be independent answers; only one of them can be right.</source>
            <translation>Выходы были бы независимыми ответами, а верным может быть только один.</translation>
        </message>
        <message>
            <source>{activation} in {before} keeps all scores between {low} and {high}.</source>
            <translation>{activation} в узле «{before}» держит все оценки между {low} и {high}.</translation>
        </message>
        <message>
            <source>The loss makes probabilities of free scores; bounded ones can never be sure.</source>
            <translation>Вероятности строятся из свободных оценок; с ограниченными уверенности не бывает.</translation>
        </message>
        <message>
            <source>{activation} in {before} lets no score fall below 0.</source>
            <translation>{activation} в узле «{before}» не даёт оценкам опуститься ниже 0.</translation>
        </message>
        <message>
            <source>The loss makes probabilities of free scores; one stuck at 0 learns nothing.</source>
            <translation>Вероятности строятся из свободных оценок; застрявшая на 0 ничему не учится.</translation>
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
            <source>For one choice among several classes: the surprise at the truth, −log of the probability given to it. Takes one raw score per class and applies softmax itself, so the layer before needs no activation. Of a mask it is the mean over the pixels.</source>
            <translation>Для выбора одного класса из нескольких: неожиданность истины, −log её вероятности. Берёт по одной сырой оценке на класс и сама применяет softmax, поэтому слою перед ней активация не нужна. Для маски — среднее по пикселям.</translation>
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
            <source>Higher: less sure of itself and often better on new data; the loss cannot reach 0.</source>
            <translation>Больше: сеть менее самоуверенна и часто лучше на новых данных; 0 недостижим.</translation>
        </message>
        <message>
            <source>0 counts plain cross-entropy; 0.1 is usual for large networks.</source>
            <translation>0 — обычная перекрёстная энтропия; 0,1 обычно для больших сетей.</translation>
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
            <source>Higher: more like squared error. Lower: outliers count less.</source>
            <translation>Больше: ближе к квадрату ошибки. Меньше: выбросы влияют слабее.</translation>
        </message>
        <message>
            <source>1 fits targets of about that spread.</source>
            <translation>1 подходит целям с таким разбросом.</translation>
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
            <source>Higher: the running statistics follow sooner and jump more.</source>
            <translation>Больше: накопленная статистика быстрее следует за пакетами и сильнее скачет.</translation>
        </message>
        <message>
            <source>0.1 is PyTorch's default: a mean over about ten batches.</source>
            <translation>0,1 — значение PyTorch: среднее примерно по десяти пакетам.</translation>
        </message>
        <message>
            <source>Higher: features of small variance are stretched less.</source>
            <translation>Больше: признаки с малой дисперсией растягиваются слабее.</translation>
        </message>
        <message>
            <source>Small enough not to be seen in usual features.</source>
            <translation>Достаточно мало, чтобы не влиять на обычные признаки.</translation>
        </message>
        <message>
            <source>{node} normalizes features with up to 3 more axes, gets {shape}.</source>
            <translation>Узел «{node}» нормализует признаки не более чем с 3 дополнительными осями, а получает {shape}.</translation>
        </message>
        <message>
            <source>{node} gets batches of one sample, which have no variance.</source>
            <translation>Узел «{node}» получает пакеты из одного примера, у которых нет дисперсии.</translation>
        </message>
        <message>
            <source>Its statistics never learn; Layer norm looks at one sample at a time.</source>
            <translation>Его статистика не накапливается; послойная нормализация смотрит на один пример.</translation>
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
            <source>Higher: samples of small variance are stretched less.</source>
            <translation>Больше: примеры с малой дисперсией растягиваются слабее.</translation>
        </message>
        <message>
            <source>Small enough not to be seen in usual values.</source>
            <translation>Достаточно мало, чтобы не влиять на обычные значения.</translation>
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
            <source>The product must stay the same; one size may be left open.</source>
            <translation>Произведение должно остаться прежним; один размер можно не задавать.</translation>
        </message>
        <message>
            <source>−1 makes one list, like Flatten.</source>
            <translation>−1 даёт один список, как «Выпрямление».</translation>
        </message>
        <message>
            <source>A size must be from 1 to {most}, or −1 for what remains, not {wrong}.</source>
            <translation>Размер должен быть от 1 до {most} или −1 — столько, сколько осталось, а не {wrong}.</translation>
        </message>
        <message>
            <source>Only one size can be left open (−1).</source>
            <translation>Открытым (−1) можно оставить только один размер.</translation>
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
            <source>{node} compares masks, but the target is no mask.</source>
            <translation>{node} сравнивает маски, а цель — не маска.</translation>
        </message>
        <message>
            <source>{node} compares one class per sample, but the target has {shape} of them.</source>
            <translation>Узел «{node}» сравнивает один класс на пример, а в цели их {shape}.</translation>
        </message>
        <message>
            <source>{node} needs a map of scores for each of {classes} classes, {wanted}; it gets {shape}.</source>
            <translation>{node} требует по карте оценок на каждый класс (классов: {classes}), {wanted}; поступает {shape}.</translation>
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
            <source>TensorBoard is not installed.</source>
            <translation>TensorBoard не установлен.</translation>
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
            <source>The JSON holds more than {limit} values, the most that are read.</source>
            <translation>В JSON больше {limit} значений — больше не читается.</translation>
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
            <source>Clipboard</source>
            <translation>Буфер обмена</translation>
        </message>
        <message>
            <source>The file is damaged, or it is no table.</source>
            <translation>Файл повреждён или это не таблица.</translation>
        </message>
        <message>
            <source>It cannot be read: {reason}.</source>
            <translation>Файл не читается: {reason}.</translation>
        </message>
        <message>
            <source>The file has {size} GB; at most {most} GB are read.</source>
            <translation>В файле {size} ГБ; читается не больше {most} ГБ.</translation>
        </message>
        <message>
            <source>Save it as .xlsx or .csv.</source>
            <translation>Сохраните его как .xlsx или .csv.</translation>
        </message>
        <message>
            <source>The old Excel format is not read.</source>
            <translation>Старый формат Excel не читается.</translation>
        </message>
        <message>
            <source>The table has too few rows: {count}. At least two are needed.</source>
            <translation>В таблице слишком мало строк: {count}. Нужно хотя бы две.</translation>
        </message>
        <message>
            <source>Choose another separator, or a file with inputs and a target.</source>
            <translation>Выберите другой разделитель или файл со входами и целью.</translation>
        </message>
        <message>
            <source>The table has a single column.</source>
            <translation>В таблице один столбец.</translation>
        </message>
        <message>
            <source>This is no text and no table.</source>
            <translation>Это не текст и не таблица.</translation>
        </message>
        <message>
            <source>Open a .csv, .xlsx or .parquet file.</source>
            <translation>Откройте файл .csv, .xlsx или .parquet.</translation>
        </message>
        <message>
            <source>The text is no table: a cell is too long or not closed.</source>
            <translation>Текст не является таблицей: ячейка слишком длинная или не закрыта.</translation>
        </message>
        <message>
            <source>The table is empty.</source>
            <translation>Таблица пуста.</translation>
        </message>
        <message>
            <source>Save it again by the program that made it.</source>
            <translation>Сохраните его снова в программе, которая его создала.</translation>
        </message>
        <message>
            <source>Reading Excel needs openpyxl.</source>
            <translation>Для чтения Excel нужен openpyxl.</translation>
        </message>
        <message>
            <source>The Excel file is damaged.</source>
            <translation>Файл Excel повреждён.</translation>
        </message>
        <message>
            <source>The Excel file unpacks to {size} MB; at most {most} MB are read.</source>
            <translation>Файл Excel распаковывается в {size} МБ; читается не больше {most} МБ.</translation>
        </message>
        <message>
            <source>Save it as .csv or .parquet.</source>
            <translation>Сохраните его как .csv или .parquet.</translation>
        </message>
        <message>
            <source>Reading Parquet needs pyarrow.</source>
            <translation>Для чтения Parquet нужен pyarrow.</translation>
        </message>
        <message>
            <source>The Parquet file is damaged.</source>
            <translation>Файл Parquet повреждён.</translation>
        </message>
        <message>
            <source>{rows} rows, {columns} columns, {size} KB</source>
            <translation>строк: {rows}, столбцов: {columns}, {size} КБ</translation>
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
            <source>Open another copy of it.</source>
            <translation>Откройте другую его копию.</translation>
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
            <source>This data is not the one that the experiment was made of.</source>
            <translation>Это не те данные, на которых построен эксперимент.</translation>
        </message>
        <message>
            <source>This part of the project is damaged.</source>
            <translation>Эта часть проекта повреждена.</translation>
        </message>
        <message>
            <source>Runs are a list.</source>
            <translation>Запуски записываются списком.</translation>
        </message>
        <message>
            <source>This part of the project is packed more tightly than any data is.</source>
            <translation>Эта часть проекта сжата плотнее, чем бывают сжаты данные.</translation>
        </message>
        <message>
            <source>The numbers in this part of the project are damaged.</source>
            <translation>Числа в этой части проекта повреждены.</translation>
        </message>
        <message>
            <source>It cannot be written: the disk is full.</source>
            <translation>Записать не удаётся: диск заполнен.</translation>
        </message>
        <message>
            <source>It cannot be written: you have no permission to change this folder.</source>
            <translation>Записать не удаётся: нет права изменять эту папку.</translation>
        </message>
        <message>
            <source>It cannot be written: the folder is not there any more.</source>
            <translation>Записать не удаётся: этой папки больше нет.</translation>
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
            <source>The version of {time} was kept and can be read: {path}</source>
            <translation>Версия от {time} сохранилась и читается: {path}</translation>
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
            <source>Ablation changed</source>
            <translation>Изменено отключение нейронов</translation>
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
            <source>Higher: smaller steps where gradients are tiny.</source>
            <translation>Больше: шаги меньше там, где градиенты ничтожны.</translation>
        </message>
        <message>
            <source>PyTorch's default, far below any gradient that matters.</source>
            <translation>Значение PyTorch, много меньше любого существенного градиента.</translation>
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
            <source>Higher: runs through flat stretches faster, and overshoots more.</source>
            <translation>Больше: быстрее проходит пологие места, но сильнее проскакивает.</translation>
        </message>
        <message>
            <source>0 is plain gradient descent; 0.9 is the usual choice.</source>
            <translation>0 — простой градиентный спуск; обычно берут 0,9.</translation>
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
            <source>On: it brakes before the far side of a valley, so it swings less.</source>
            <translation>Вкл.: тормозит раньше, до дальнего склона, и меньше раскачивается.</translation>
        </message>
        <message>
            <source>Off, as in the textbook's momentum.</source>
            <translation>Выкл., как в учебном методе с импульсом.</translation>
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
            <source>Higher: steadier steps. Lower: it adapts sooner.</source>
            <translation>Больше: шаги ровнее. Меньше: быстрее приспосабливается.</translation>
        </message>
        <message>
            <source>0.9 remembers about ten steps.</source>
            <translation>0,9 помнит около десяти шагов.</translation>
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
            <source>0.99 remembers about a hundred steps.</source>
            <translation>0,99 помнит около ста шагов.</translation>
        </message>
        <message>
            <source>Higher: smoother and slower to turn. Lower: more like RMSprop.</source>
            <translation>Больше: плавнее, но медленнее поворачивает. Меньше: ближе к RMSprop.</translation>
        </message>
        <message>
            <source>0.9 averages over about ten steps.</source>
            <translation>0,9 усредняет примерно по десяти шагам.</translation>
        </message>
        <message>
            <source>Higher: steadier step sizes. Lower: they adapt sooner, and shake.</source>
            <translation>Больше: длина шагов ровнее. Меньше: приспосабливается быстрее, но дрожит.</translation>
        </message>
        <message>
            <source>0.999 averages over about a thousand steps.</source>
            <translation>0,999 усредняет примерно по тысяче шагов.</translation>
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
            <source>Off: the full step is taken, which can overshoot.</source>
            <translation>Выкл.: делается полный шаг, и можно проскочить.</translation>
        </message>
        <message>
            <source>On, because it makes the method safe at a rate of 1.</source>
            <translation>Вкл.: с ним метод надёжен при скорости 1.</translation>
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
            <source>Higher: smaller weights and a smoother result. Too high: it underfits.</source>
            <translation>Больше: веса меньше, результат глаже. Слишком много: недообучение.</translation>
        </message>
        <message>
            <source>0.01 is the paper's and PyTorch's default.</source>
            <translation>0,01 — значение авторов и PyTorch.</translation>
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
            <source>More: each step goes further down and takes longer.</source>
            <translation>Больше: шаг ведёт глубже, но длится дольше.</translation>
        </message>
        <message>
            <source>20 is PyTorch's default.</source>
            <translation>20 — значение PyTorch.</translation>
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
            <source>More: a better picture of the curvature, and more memory.</source>
            <translation>Больше: кривизна известна лучше, а памяти нужно больше.</translation>
        </message>
        <message>
            <source>10 past steps are enough for small networks.</source>
            <translation>10 прошлых шагов хватает малым сетям.</translation>
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
            <source>Nearer 1: the rate falls more slowly.</source>
            <translation>Ближе к 1: скорость падает медленнее.</translation>
        </message>
        <message>
            <source>It is counted per step, so it must be very near 1.</source>
            <translation>Множитель действует каждый шаг, поэтому он очень близок к 1.</translation>
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
            <source>epochs</source>
            <translation>эпох</translation>
        </message>
        <message>
            <source>More: fewer drops.</source>
            <translation>Больше: понижения реже.</translation>
        </message>
        <message>
            <source>100 lets the loss settle before each drop.</source>
            <translation>За 100 эпох ошибка успевает установиться.</translation>
        </message>
        <message>
            <source>What the rate is multiplied by.</source>
            <translation>На что умножается скорость.</translation>
        </message>
        <message>
            <source>Lower: each drop is deeper; too deep stops learning.</source>
            <translation>Меньше: понижение глубже; слишком глубокое остановит обучение.</translation>
        </message>
        <message>
            <source>Halving is gentle enough to be repeated.</source>
            <translation>Вдвое — достаточно мягко, чтобы повторять.</translation>
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
            <source>More: the fall is stretched over a longer run.</source>
            <translation>Больше: спад растянут на более долгое обучение.</translation>
        </message>
        <message>
            <source>200 suits the length of a run you would watch.</source>
            <translation>200 — обычная длина обучения, за которым наблюдают.</translation>
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
            <source>Higher: it never stops learning. 0: it comes to rest.</source>
            <translation>Больше: обучение не прекращается. 0: оно замирает.</translation>
        </message>
        <message>
            <source>0 ends at rest, as in the paper.</source>
            <translation>0 — полная остановка в конце, как в статье.</translation>
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
            <source>steps</source>
            <translation>шагов</translation>
        </message>
        <message>
            <source>More: a gentler start. Fewer: nearly none.</source>
            <translation>Больше: начало мягче. Меньше: разгона почти нет.</translation>
        </message>
        <message>
            <source>500 steps let Adam's averages settle.</source>
            <translation>За 500 шагов успевают сложиться средние Adam.</translation>
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
            <source>Lower: each drop is deeper.</source>
            <translation>Меньше: понижение глубже.</translation>
        </message>
        <message>
            <source>A tenth is PyTorch's default.</source>
            <translation>Одна десятая — значение PyTorch.</translation>
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
            <source>Higher: waits out longer pauses. Lower: drops sooner.</source>
            <translation>Больше: переждёт долгие паузы. Меньше: понизит раньше.</translation>
        </message>
        <message>
            <source>10 epochs tell a pause from an end.</source>
            <translation>10 эпох отличают паузу от конца.</translation>
        </message>
        <message>
            <source>Page of the run</source>
            <translation>Страница запуска</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Время</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>Лента времени</translation>
        </message>
        <message>
            <source>The losses of the run, with pictures of its kept moments above them. The solid curve is of the training samples, the dashed one of the test samples.</source>
            <translation>Потери запуска, а над ними картины сохранённых моментов. Сплошная кривая относится к обучающей части, штриховая — к тестовой.</translation>
        </message>
        <message>
            <source>Both fall: it learns. The test loss rises while the train loss falls: it overfits. Click or drag to see an earlier moment.</source>
            <translation>Обе падают: сеть учится. Потери на тесте растут, а на обучении падают: сеть переобучается. Щёлкните или потяните, чтобы увидеть более ранний момент.</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>Пространство</translation>
        </message>
        <message>
            <source>How each layer places the samples: by two of its units, or by the two principal components in which they differ most. The grid is the plane of the data, bent by the layers before.</source>
            <translation>Как каждый слой располагает примеры: по двум нейронам или по двум главным компонентам, в которых они различаются сильнее всего. Сетка — это плоскость данных, изогнутая предыдущими слоями.</translation>
        </message>
        <message>
            <source>Classes that a straight line parts in the last hidden layer are easy for the output. Where the grid is folded, the network takes different inputs for one.</source>
            <translation>Классы, которые в последнем скрытом слое разделяет прямая, легки для выхода. Там, где сетка сложена, сеть принимает разные входы за один.</translation>
        </message>
        <message>
            <source>Loss landscape</source>
            <translation>Поверхность потерь</translation>
        </message>
        <message>
            <source>The loss where the weights lie on a plane through those of the run, with the path of training on it.</source>
            <translation>Потери там, где веса лежат на плоскости, проходящей через веса запуска, и путь обучения на ней.</translation>
        </message>
        <message>
            <source>Steps follow the slope down, across narrow valleys they swing. The plane shows two directions of many: a ridge on it may have a way around.</source>
            <translation>Шаги идут вниз по склону, а поперёк узких долин раскачиваются. Плоскость показывает два направления из многих: хребет на ней, возможно, можно обойти.</translation>
        </message>
        <message>
            <source>Feature maps</source>
            <translation>Карты признаков</translation>
        </message>
        <message>
            <source>What every channel of a convolution or pooling gives out for the chosen sample, or its filters.</source>
            <translation>Что каждый канал свёртки или подвыборки выдаёт для выбранного примера, либо её фильтры.</translation>
        </message>
        <message>
            <source>Early maps answer to edges, later ones to larger parts. Blue is positive, orange negative; an empty map found nothing in this sample. By network or by layer, maps can be compared; by map, faint ones can be read. Click a map to see what excites it most, and a place of it to see the kernel there.</source>
            <translation>Ранние карты отвечают на границы, поздние — на более крупные части. Синий — плюс, оранжевый — минус; пустая карта ничего не нашла в этом примере. По сети или по слою карты можно сравнивать, по карте — разглядеть бледные. Щёлкните карту, чтобы увидеть, что возбуждает её сильнее всего, и место на ней, чтобы увидеть там ядро.</translation>
        </message>
        <message>
            <source>Saliency</source>
            <translation>Значимость</translation>
        </message>
        <message>
            <source>What of a picture speaks for a class, by six methods. Gradient: how the score would change if a pixel became a little brighter. Gradient × input: that times what is there. SmoothGrad: the mean gradient of noisy copies. Integrated: the gradient gathered on the way from black; its sum is the rise of the score. Grad-CAM: where the maps of a layer speak for the class. Occlusion: how much the score falls when a grey square covers the place. Rows of numbers have a bar for every input, and start from the means.</source>
            <translation>Что в изображении говорит за класс, шестью методами. Градиент: как изменилась бы оценка, стань пиксель чуть ярче. Градиент × вход: то же, умноженное на то, что есть. SmoothGrad: средний градиент зашумлённых копий. Интегральный: градиент, собранный на пути от чёрного; его сумма равна росту оценки. Grad-CAM: где карты слоя говорят за класс. Заслонение: на сколько падает оценка, когда место закрыто серым квадратом. Для строк чисел показана полоса для каждого входа, а началом служат средние.</translation>
        </message>
        <message>
            <source>Trust what several methods agree on. Where the network is sure, gradients saturate: they are small although the pixel matters, and a plain gradient is noisy. What is black has no part in the methods that start from black. Grad-CAM is coarse and shows only what speaks for the class. Occlusion makes pictures that the network has never seen.</source>
            <translation>Верьте тому, в чём сходятся несколько методов. Где сеть уверена, градиенты насыщаются: они малы, хотя пиксель важен, а простой градиент шумен. Чёрное не участвует в методах, которые начинают с чёрного. Grad-CAM груб и показывает только то, что говорит за класс. Заслонение создаёт изображения, которых сеть никогда не видела.</translation>
        </message>
        <message>
            <source>Adversarial</source>
            <translation>Атака</translation>
        </message>
        <message>
            <source>A picture that is changed so little that an eye hardly sees it, and so that the network errs. FGSM makes one step of ε along the sign of the loss's gradient, PGD many small ones that are brought back within ε. The curve is the accuracy on test samples under such attacks.</source>
            <translation>Изображение, изменённое так мало, что глаз этого почти не видит, и так, что сеть ошибается. FGSM делает один шаг ε по знаку градиента функции потерь, PGD много малых шагов, каждый раз возвращаясь в пределы ε. Кривая показывает долю верных ответов на тестовых примерах под такими атаками.</translation>
        </message>
        <message>
            <source>Every pixel moves by at most ε, all in the worst direction: a thousand small pushes add up. The true curve lies no higher than that of PGD: a stronger attack may find more. A network that FGSM cannot turn may only hide its gradient.</source>
            <translation>Каждый пиксель меняется не больше чем на ε, но все в худшую сторону: тысяча малых толчков складывается. Настоящая кривая лежит не выше кривой PGD: более сильная атака может найти больше. Сеть, которую не обманывает FGSM, возможно, лишь прячет градиент.</translation>
        </message>
        <message>
            <source>Preferred inputs</source>
            <translation>Что ищет нейрон</translation>
        </message>
        <message>
            <source>For each class, or each channel of a layer, the picture that it answers to the most, made by climbing its gradient from noise. Of a channel, only the part is shown that the middle of its map can see.</source>
            <translation>Для каждого класса или канала слоя изображение, на которое он отвечает сильнее всего, полученное подъёмом по градиенту от шума. Для канала показана только та часть, которую видит середина его карты.</translation>
        </message>
        <message>
            <source>Early channels look for edges and spots, later ones for parts, classes for their whole. Decay, blur and small shifts keep the pictures smooth; raw, the network is content with patterns that nobody would read. Such a picture is what raises the unit, not what the network has seen.</source>
            <translation>Ранние каналы ищут границы и пятна, более поздние части, классы целое. Затухание, размытие и малые сдвиги делают изображения гладкими; без них сети хватает узоров, которые никто бы не прочёл. Такое изображение показывает, что усиливает ответ, а не что сеть видела.</translation>
        </message>
        <message>
            <source>Heat map</source>
            <translation>Тепловая карта</translation>
        </message>
        <message>
            <source>A network of convolutions and a global pooling slides over a scene of several samples. Each place of a heat map is what the network says of the window behind it.</source>
            <translation>Сеть из свёрток и глобальной подвыборки скользит по сцене из нескольких примеров. Каждое место тепловой карты показывает, что сеть говорит об окне за ним.</translation>
        </message>
        <message>
            <source>The window that you point at is all that the place knows. Between two samples it sees halves of both, which the network never learned; with a softmax, empty ground must be some class too.</source>
            <translation>Окно под мышью это всё, что известно этому месту. Между двумя примерами видны половины обоих, чему сеть не училась; при softmax и пустое место должно быть каким-то классом.</translation>
        </message>
        <message>
            <source>Confusion matrix</source>
            <translation>Матрица ошибок</translation>
        </message>
        <message>
            <source>How many samples of each true class, a row, the network takes for each class, a column; of masks, how many pixels. Shares are of the row.</source>
            <translation>Сколько примеров каждого истинного класса (строка) сеть относит к каждому классу (столбец); для масок — сколько пикселей. Доли считаются по строке.</translation>
        </message>
        <message>
            <source>Right answers stand on the diagonal. A bright cell beside it is a pair of classes that look alike to the network: choose it to see the samples.</source>
            <translation>Верные ответы стоят на диагонали. Яркая клетка рядом с ней — пара классов, похожих для сети: выберите её, чтобы увидеть примеры.</translation>
        </message>
        <message>
            <source>Code map</source>
            <translation>Карта кода</translation>
        </message>
        <message>
            <source>The narrowest layer as a map: every digit or dot is a sample, placed by its code, and every tile is what the decoder paints from the code in its middle. Of more than two numbers you see two, or the directions in which the samples differ most.</source>
            <translation>Самый узкий слой как карта: каждая цифра или точка — пример на месте своего кода, а каждая клетка — то, что декодер рисует по коду в её середине. Если чисел больше двух, видны два из них или направления, в которых примеры различаются сильнее всего.</translation>
        </message>
        <message>
            <source>Move over the map, or use the arrow keys: the picture follows. Samples of one kind lie together though nobody named them. In the gaps between, the decoder paints what it never saw.</source>
            <translation>Ведите указателем по карте или нажимайте стрелки: картинка следует за ними. Примеры одного вида лежат вместе, хотя никто их не называл. В промежутках декодер рисует то, чего никогда не видел.</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>Запуски</translation>
        </message>
        <message>
            <source>Every run since the program started, with its settings and what it reached. Ticked runs are compared, and their curves join the timeline.</source>
            <translation>Все запуски с начала работы программы: их настройки и чего они достигли. Отмеченные запуски сравниваются, а их кривые появляются на ленте времени.</translation>
        </message>
        <message>
            <source>Compare runs that differ in one setting only, and by the test loss. A difference smaller than that of two seeds means nothing.</source>
            <translation>Сравнивайте запуски, которые отличаются только одной настройкой, и по потерям на тесте. Разница меньше, чем между двумя зёрнами, ничего не значит.</translation>
        </message>
        <message>
            <source>The experiment as a program. The script holds data, network and training and prints the same losses; the module is the network alone; Keras has the layers that have a twin there.</source>
            <translation>Эксперимент как программа. Скрипт содержит данные, сеть и обучение и печатает те же потери; модуль — одна сеть; в Keras есть слои, у которых там есть двойник.</translation>
        </message>
        <message>
            <source>Select a node to find its lines. Change a layer and see what changes in the code. Copying and saving add the samples and the weights.</source>
            <translation>Выберите узел, чтобы найти его строки. Измените слой и посмотрите, что меняется в коде. При копировании и сохранении добавляются примеры и веса.</translation>
        </message>
        <message>
            <source>Accuracy against noise</source>
            <translation>Доля верных при шуме</translation>
        </message>
        <message>
            <source>Several networks learn from the same pictures and are then judged by test pictures that get noisier from left to right. The same random numbers spoil the pictures for all of them.</source>
            <translation>Несколько сетей учатся на одних и тех же изображениях, а затем оцениваются по тестовым изображениям, шум на которых растёт слева направо. Для всех сетей изображения портят одни и те же случайные числа.</translation>
        </message>
        <message>
            <source>The network that is best without noise need not be the best with it. Train with noise (in the data panel) and compare again: the curves fall later.</source>
            <translation>Сеть, лучшая без шума, не обязательно лучшая с шумом. Обучите с шумом (на панели данных) и сравните снова: кривые падают позже.</translation>
        </message>
        <message>
            <source>Sweep</source>
            <translation>Перебор</translation>
        </message>
        <message>
            <source>The network of the canvas trained with many settings: every combination, random ones, or those that look promising. Each trial shows what it learned where its values of two settings meet. Add to runs puts it among the runs, from all its seeds or one.</source>
            <translation>Сеть с холста обучается со многими настройками: со всеми сочетаниями, случайными или многообещающими. Каждая попытка показывает, чему научилась, там, где сходятся её значения двух настроек. «В таблицу запусков» добавляет её к запускам: со всеми зёрнами или с одним.</translation>
        </message>
        <message>
            <source>Choose by the validation part and look at the test part once, at the end: the best of many trials on one part is partly luck on that part. Importance says which setting is worth a finer search.</source>
            <translation>Выбирайте по проверочной части, а на тестовую посмотрите один раз, в конце: лучшая из многих попыток на одной части — отчасти везение на ней. Важность говорит, какую настройку стоит искать тоньше.</translation>
        </message>
        <message>
            <source>Lockstep</source>
            <translation>Бок о бок</translation>
        </message>
        <message>
            <source>Two experiments side by side on the same batches, A as it is and B with what is changed, or both from several seeds.</source>
            <translation>Два эксперимента рядом на одних и тех же пакетах: A как есть и B с изменением, либо оба с несколькими зёрнами.</translation>
        </message>
        <message>
            <source>From one seed the better curve may be luck. With several, look whether the difference is larger than the spread of the seeds.</source>
            <translation>При одном зерне лучшая кривая может быть случайностью. При нескольких смотрите, больше ли разница, чем разброс между зёрнами.</translation>
        </message>
        <message>
            <source>Two inputs</source>
            <translation>Два входа</translation>
        </message>
        <message>
            <source>A cut through the space of the inputs: what the network says over two columns while all others are held at one value, or over the two principal components, the directions in which the samples differ most.</source>
            <translation>Срез пространства входов: что говорит сеть над двумя столбцами, когда все остальные закреплены на одном значении, или над двумя главными компонентами — направлениями, в которых примеры различаются больше всего.</translation>
        </message>
        <message>
            <source>Samples lie where their two values are; their other inputs differ from those of the cut, so that a point may stand on the wrong colour and be right. Move the others: the cut changes.</source>
            <translation>Примеры лежат там, где их два значения; остальные их входы отличаются от входов среза, поэтому точка может стоять на чужом цвете и быть верной. Подвигайте остальные входы: срез изменится.</translation>
        </message>
        <message>
            <source>Drawing pad</source>
            <translation>Планшет</translation>
        </message>
        <message>
            <source>A picture of your own, and what the network says of it while you draw. Every view looks at it: cards, feature maps, neurons, and earlier moments of the run. The small picture is what the network gets: the mean over each of its pixels, scaled and centred as the data's pictures are.</source>
            <translation>Ваш рисунок и что говорит о нём сеть, пока вы рисуете. На него смотрят все виды: карточки, карты признаков, нейроны и прежние моменты запуска. Маленькое изображение — то, что получает сеть: среднее по каждому её пикселю, с масштабом и центром как у изображений данных.</translation>
        </message>
        <message>
            <source>A network knows only pictures like those it was trained on: turn off the centring, draw at the edge, or with a thin pen, and see how its answer changes.</source>
            <translation>Сеть знает только изображения, похожие на те, на которых училась: выключите центрирование, рисуйте у края или тонким пером и посмотрите, как изменится её ответ.</translation>
        </message>
        <message>
            <source>Prediction</source>
            <translation>Предсказание</translation>
        </message>
        <message>
            <source>What the network says at every place of the plane, or for every sample: a probability, a score, or a value.</source>
            <translation>Что сеть говорит в каждой точке плоскости или для каждого примера: вероятность, оценка или значение.</translation>
        </message>
        <message>
            <source>Strong colour is certainty, and the pale seam is the boundary. Certain beyond the samples is not right: there the network only continues what it learned.</source>
            <translation>Насыщенный цвет — уверенность, бледный шов — граница. Уверенность вдали от примеров — ещё не правота: там сеть лишь продолжает выученное.</translation>
        </message>
        <message>
            <source>Entropy</source>
            <translation>Энтропия</translation>
        </message>
        <message>
            <source>How undecided the network is among all classes, in parts of the most that is possible.</source>
            <translation>Насколько сеть колеблется между всеми классами, в долях от наибольшего возможного.</translation>
        </message>
        <message>
            <source>0: it is sure of one class. 1: all classes are as likely, as on a boundary.</source>
            <translation>0: сеть уверена в одном классе. 1: все классы равновероятны, как на границе.</translation>
        </message>
        <message>
            <source>Margin</source>
            <translation>Отрыв</translation>
        </message>
        <message>
            <source>How far the first class leads over the second.</source>
            <translation>Насколько первый класс опережает второй.</translation>
        </message>
        <message>
            <source>Near 0 a small change of the input turns the answer. Wide margins generalize better.</source>
            <translation>Около 0 малое изменение входа меняет ответ. Большой отрыв обобщается лучше.</translation>
        </message>
        <message>
            <source>Residuals</source>
            <translation>Остатки</translation>
        </message>
        <message>
            <source>Prediction minus truth, for every sample: blue is too high, orange too low.</source>
            <translation>Предсказание минус истина для каждого примера: синий — слишком много, оранжевый — слишком мало.</translation>
        </message>
        <message>
            <source>Good residuals look like noise around 0. A pattern is what the network has not learned yet.</source>
            <translation>Хорошие остатки похожи на шум вокруг 0. Узор — это то, чего сеть ещё не выучила.</translation>
        </message>
        <message>
            <source>Masks</source>
            <translation>Маски</translation>
        </message>
        <message>
            <source>The class of every pixel: the picture, its true mask, the mask that the network found, and the pixels where the two differ. Below are other samples, the truth over the network's answer.</source>
            <translation>Класс каждого пикселя: картинка, её истинная маска, маска, найденная сетью, и пиксели, где они расходятся. Ниже — другие примеры: истина над ответом сети.</translation>
        </message>
        <message>
            <source>The overlap is the mean over the classes. Most pixels are ground, so that the accuracy is high even where no shape is found. Wrong pixels along the edges: the place is known only coarsely.</source>
            <translation>Перекрытие — среднее по классам. Большинство пикселей — фон, поэтому доля верных высока, даже если не найдено ни одной фигуры. Неверные пиксели вдоль краёв: место известно лишь грубо.</translation>
        </message>
        <message>
            <source>Boxes</source>
            <translation>Рамки</translation>
        </message>
        <message>
            <source>The box around the shape: dashed the true one, solid the one that the network found by its middle, width and height.</source>
            <translation>Рамка вокруг фигуры: штриховая — истинная, сплошная — найденная сетью по середине, ширине и высоте.</translation>
        </message>
        <message>
            <source>From an overlap of 50 % on, a box usually counts as found. What is hidden or turned is harder.</source>
            <translation>Обычно рамка считается найденной при перекрытии от 50 %. Закрытое и повёрнутое труднее.</translation>
        </message>
        <message>
            <source>Reconstruction</source>
            <translation>Восстановление</translation>
        </message>
        <message>
            <source>The input, what the network makes of it, and the difference: blue is too high, orange too low. With noise in the network, the noisy input it was made of stands between.</source>
            <translation>Вход, то, что из него делает сеть, и разность: синее — слишком много, оранжевое — слишком мало. Если в сети есть шум, между ними стоит зашумлённый вход, из которого это сделано.</translation>
        </message>
        <message>
            <source>What is lost did not pass through the narrowest layer. Blurred strokes are a mean over digits that have the same code.</source>
            <translation>Потерянное не прошло через самый узкий слой. Размытые штрихи — среднее по цифрам с одинаковым кодом.</translation>
        </message>
        <message>
            <source>Threshold</source>
            <translation>Порог</translation>
        </message>
        <message>
            <source>From where on a sample is read as the second class. TP, FP and FN count hits, false alarms and misses; AUC is the area under the ROC curve.</source>
            <translation>С какого значения пример относят ко второму классу. TP, FP и FN — числа попаданий, ложных тревог и пропусков; AUC — площадь под кривой ROC.</translation>
        </message>
        <message>
            <source>Higher: fewer false alarms, precision grows, recall falls. Lower: the reverse. AUC does not depend on it: 1 ranks every pair right, 0.5 is chance.</source>
            <translation>Выше: меньше ложных тревог, точность растёт, полнота падает. Ниже: наоборот. AUC от порога не зависит: 1 — каждая пара упорядочена верно, 0,5 — случайность.</translation>
        </message>
        <message>
            <source>Mistakes</source>
            <translation>Ошибки</translation>
        </message>
        <message>
            <source>The samples with the highest loss, the worst first.</source>
            <translation>Примеры с наибольшими потерями, сначала худшие.</translation>
        </message>
        <message>
            <source>They are hard, mislabelled, or unlike all others: look before changing the network.</source>
            <translation>Они трудны, неверно размечены или не похожи на остальные: посмотрите на них, прежде чем менять сеть.</translation>
        </message>
        <message>
            <source>Time travel</source>
            <translation>Путешествие во времени</translation>
        </message>
        <message>
            <source>While an earlier moment is shown, every view shows the network as it was then. Training stands still and the present is kept.</source>
            <translation>Пока показан более ранний момент, все виды показывают сеть такой, какой она была тогда. Обучение стоит, а настоящее сохраняется.</translation>
        </message>
        <message>
            <source>[ and ] go from moment to moment, Alt+End goes back to the present. Play shows the record from the playhead on, and trains on once it has come to the present. A setting that is changed acts on the present, which is shown then. Branch lets the run go on from the moment shown; what came after it is let go.</source>
            <translation>[ и ] переходят от момента к моменту, Alt+End возвращает к настоящему. «Пуск» показывает запись от указателя и, дойдя до настоящего, продолжает обучение. Изменённая настройка действует в настоящем, которое при этом и показывается. Ответвление продолжает запуск с показанного момента; то, что было после него, отбрасывается.</translation>
        </message>
        <message>
            <source>Slow motion</source>
            <translation>Замедленный показ</translation>
        </message>
        <message>
            <source>One real step at a time: the batch passes through the layers to the loss, the gradients come back, and the weights change. Within a neuron its formulas appear as the step comes to them, and a dropout neuron tells whether this step keeps it, if its batch holds the sample.</source>
            <translation>По одному настоящему шагу: пакет проходит через слои к функции потерь, градиенты идут обратно, и веса меняются. Внутри нейрона формулы появляются, когда шаг доходит до них, а нейрон Dropout говорит, оставлен ли он на этом шаге, если пример есть в пакете.</translation>
        </message>
        <message>
            <source>Space holds it where it is. Shift+S ends it, and training goes on at its usual speed.</source>
            <translation>Пробел останавливает показ на месте. Shift+S завершает его, и обучение идёт с обычной скоростью.</translation>
        </message>
        <message>
            <source>The relative fall that counts as lower.</source>
            <translation>Относительное снижение, которое считается улучшением.</translation>
        </message>
        <message>
            <source>Higher: slow progress counts as none.</source>
            <translation>Больше: медленный прогресс не считается.</translation>
        </message>
        <message>
            <source>One part in ten thousand is PyTorch's default.</source>
            <translation>Одна десятитысячная — значение PyTorch.</translation>
        </message>
        <message>
            <source>The memory of {device} does not hold a step of this network.</source>
            <translation>Памяти {device} не хватает на один шаг этой сети.</translation>
        </message>
        <message>
            <source>Take smaller batches or fewer units; the weights are those before the step.</source>
            <translation>Уменьшите пакеты или число нейронов; веса остались как до шага.</translation>
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
            <source>{node} has no weights to initialize.</source>
            <translation>{node}: нет весов для инициализации.</translation>
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
            <source>Output</source>
            <translation>Выход</translation>
        </message>
        <message>
            <source>{node} has {count} units; unit {unit} cannot be ablated.</source>
            <translation>{node}: нейронов {count}, нейрон {unit} отключить нельзя.</translation>
        </message>
        <message>
            <source>Ablate only units that exist</source>
            <translation>Отключить только имеющиеся нейроны</translation>
        </message>
        <message>
            <source>A file counts units from 0.</source>
            <translation>В файле нейроны нумеруются с 0.</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>Блок</translation>
        </message>
        <message>
            <source>A block needs at least one layer.</source>
            <translation>В блоке должен быть хотя бы один слой.</translation>
        </message>
        <message>
            <source>Select the layers it shall hold.</source>
            <translation>Выделите слои, которые в него войдут.</translation>
        </message>
        <message>
            <source>{node} cannot be in a block, which has an input and an output.</source>
            <translation>{node} не может быть в блоке: у блока есть и вход, и выход.</translation>
        </message>
        <message>
            <source>Leave it out.</source>
            <translation>Не включайте этот узел.</translation>
        </message>
        <message>
            <source>{node} lies between the selected layers, so that the block would feed itself.</source>
            <translation>{node} стоит между выделенными слоями, и блок питал бы сам себя.</translation>
        </message>
        <message>
            <source>Select it too, or only one side of it.</source>
            <translation>Выделите и этот узел или только слои по одну сторону от него.</translation>
        </message>
        <message>
            <source>{node} belongs to {block}, of which other layers are not selected.</source>
            <translation>{node} входит в {block}, а другие слои этого блока не выделены.</translation>
        </message>
        <message>
            <source>Select the whole block, or only layers within it.</source>
            <translation>Выделите весь блок или только слои внутри него.</translation>
        </message>
        <message>
            <source>There is no block “{id}”.</source>
            <translation>Блока «{id}» нет.</translation>
        </message>
        <message>
            <source>Blocks are {names}.</source>
            <translation>Есть блоки: {names}.</translation>
        </message>
        <message>
            <source>The copied layers are of version {version}; this program reads up to {known}.</source>
            <translation>Скопированные слои имеют версию {version}; эта программа читает версии до {known}.</translation>
        </message>
        <message>
            <source>{count} layers are more than can be pasted at once.</source>
            <translation>Слоёв {count} — больше, чем можно вставить за раз.</translation>
        </message>
        <message>
            <source>At most {limit} can.</source>
            <translation>Можно не больше {limit}.</translation>
        </message>
        <message>
            <source>{node} has no free port “{port}”.</source>
            <translation>У узла {node} нет свободного порта «{port}».</translation>
        </message>
        <message>
            <source>Name another port.</source>
            <translation>Назовите другой порт.</translation>
        </message>
        <message>
            <source>The text holds more than {limit} MB, the most that is read.</source>
            <translation>В тексте больше {limit} МБ — столько программа не читает.</translation>
        </message>
        <message>
            <source>Copy layers here, or the text of some, first.</source>
            <translation>Сначала скопируйте слои или их текст.</translation>
        </message>
        <message>
            <source>The text holds no layers to paste.</source>
            <translation>В тексте нет слоёв, которые можно вставить.</translation>
        </message>
        <message>
            <source>Two notes or frames are called “{id}”.</source>
            <translation>Две заметки или рамки называются «{id}».</translation>
        </message>
        <message>
            <source>{node} cannot be muted, because data enters through it.</source>
            <translation>Узел {node} нельзя заглушить: через него входят данные.</translation>
        </message>
        <message>
            <source>Remove “muted” there.</source>
            <translation>Уберите там «muted».</translation>
        </message>
        <message>
            <source>Glyphs</source>
            <translation>Символы</translation>
        </message>
        <message>
            <source>Digits or capital letters of 28×28 grey pixels, drawn from several fonts with random slant, stroke, place, bends and noise. Any number of them can be made.</source>
            <translation>Цифры или заглавные буквы 28×28 серых пикселей из нескольких шрифтов со случайным наклоном, толщиной, положением, изгибом и шумом. Их можно создать сколько угодно.</translation>
        </message>
        <message>
            <source>Characters</source>
            <translation>Символы</translation>
        </message>
        <message>
            <source>Which characters are to be told apart.</source>
            <translation>Какие символы нужно различать.</translation>
        </message>
        <message>
            <source>Letters are more classes, and need more filters and samples.</source>
            <translation>Букв больше, чем цифр: нужно больше фильтров и примеров.</translation>
        </message>
        <message>
            <source>Ten digits, as in MNIST.</source>
            <translation>Десять цифр, как в MNIST.</translation>
        </message>
        <message>
            <source>Distortion</source>
            <translation>Искажение</translation>
        </message>
        <message>
            <source>How much characters are slanted, turned, moved and bent; 0 prints them, 1 scrawls.</source>
            <translation>Насколько символы наклонены, повёрнуты, сдвинуты и изогнуты; 0: печать, 1: каракули.</translation>
        </message>
        <message>
            <source>Higher: harder, but what is learned holds for more hands.</source>
            <translation>Больше: труднее, зато выученное годится для разных почерков.</translation>
        </message>
        <message>
            <source>0.4 looks like careful handwriting.</source>
            <translation>0.4 похоже на аккуратный почерк.</translation>
        </message>
        <message>
            <source>Shapes</source>
            <translation>Фигуры</translation>
        </message>
        <message>
            <source>A circle, square, triangle or star of any colour, size, place and angle in 32×32 colour pixels, which something may hide in part.</source>
            <translation>Круг, квадрат, треугольник или звезда любого цвета, размера, положения и угла на цветном изображении 32×32; часть фигуры может быть закрыта.</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>Цель</translation>
        </message>
        <message>
            <source>What is wanted for a picture: the shape's name; a mask, which names the shape or the ground for every pixel; or the box around the shape: its middle, width and height as shares of the side.</source>
            <translation>Что требуется для картинки: название фигуры; маска, которая называет фигуру или фон для каждого пикселя; или рамка вокруг фигуры: середина, ширина и высота в долях стороны.</translation>
        </message>
        <message>
            <source>Class: what it is. Mask: where each one is, to the pixel. Box: where it is, in 4 numbers.</source>
            <translation>Класс: что это. Маска: где каждая фигура, до пикселя. Рамка: где она, в 4 числах.</translation>
        </message>
        <message>
            <source>Class is the usual first question to a picture.</source>
            <translation>Класс — обычный первый вопрос к картинке.</translation>
        </message>
        <message>
            <source>Shapes in a picture</source>
            <translation>Фигур на картинке</translation>
        </message>
        <message>
            <source>How many shapes a picture with a mask has; a class or a box is always of one.</source>
            <translation>Сколько фигур на картинке с маской; класс и рамка всегда относятся к одной.</translation>
        </message>
        <message>
            <source>More: smaller shapes, which may cover each other.</source>
            <translation>Больше: фигуры мельче и могут закрывать друг друга.</translation>
        </message>
        <message>
            <source>One is the same picture for all three targets.</source>
            <translation>С одной фигурой картинка одинакова для всех трёх целей.</translation>
        </message>
        <message>
            <source>Occlusion</source>
            <translation>Перекрытие</translation>
        </message>
        <message>
            <source>The width of the bar across every picture, as a share of its side; 0 hides nothing.</source>
            <translation>Ширина полосы поперёк изображения в долях его стороны; 0 ничего не закрывает.</translation>
        </message>
        <message>
            <source>Higher: less of each shape is seen, and corners must be found elsewhere.</source>
            <translation>Больше: фигура видна хуже, и углы приходится искать в других местах.</translation>
        </message>
        <message>
            <source>0.1 hides a corner now and then.</source>
            <translation>0.1 изредка скрывает угол.</translation>
        </message>
        <message>
            <source>background</source>
            <translation>фон</translation>
        </message>
        <message>
            <source>circle</source>
            <translation>круг</translation>
        </message>
        <message>
            <source>square</source>
            <translation>квадрат</translation>
        </message>
        <message>
            <source>triangle</source>
            <translation>треугольник</translation>
        </message>
        <message>
            <source>star</source>
            <translation>звезда</translation>
        </message>
        <message>
            <source>A normal number with this standard deviation is added to every pixel.</source>
            <translation>К каждому пикселю прибавляется нормальное число с этим стандартным отклонением.</translation>
        </message>
        <message>
            <source>Textures</source>
            <translation>Текстуры</translation>
        </message>
        <message>
            <source>Stripes, dots or checks of any direction, width and place in 28×28 grey pixels. A few small filters are enough to tell them apart, and one can see which.</source>
            <translation>Полосы, точки или клетки любого направления, ширины и положения, 28×28 серых пикселей. Чтобы их отличить, хватает нескольких небольших фильтров, и видно, каких.</translation>
        </message>
        <message>
            <source>Turn</source>
            <translation>Поворот</translation>
        </message>
        <message>
            <source>How far patterns are turned at most, to either side.</source>
            <translation>Насколько узоры поворачиваются самое большее, в обе стороны.</translation>
        </message>
        <message>
            <source>Higher: one filter matches fewer of the pictures.</source>
            <translation>Больше: один фильтр подходит к меньшему числу картинок.</translation>
        </message>
        <message>
            <source>45° to either side makes every direction as likely.</source>
            <translation>45° в обе стороны делают все направления равновероятными.</translation>
        </message>
        <message>
            <source>stripes</source>
            <translation>полосы</translation>
        </message>
        <message>
            <source>dots</source>
            <translation>точки</translation>
        </message>
        <message>
            <source>checks</source>
            <translation>клетки</translation>
        </message>
        <message>
            <source>{node} takes {padding} values for its padding from {shape}, which has too few.</source>
            <translation>{node} берёт {padding} значений для дополнения из {shape}, а их там меньше.</translation>
        </message>
        <message>
            <source>{node} cannot keep the size (padding “same”) with a stride of {stride}.</source>
            <translation>{node} не может сохранить размер (дополнение «same») с шагом {stride}.</translation>
        </message>
        <message>
            <source>Conv 2-D</source>
            <translation>Свёртка 2D</translation>
        </message>
        <message>
            <source>Conv</source>
            <translation>Свёртка</translation>
        </message>
        <message>
            <source>Slides small windows of weights, its filters, over a picture. Each looks for one pattern, such as an edge, and draws a map of where it is. Every place shares the weights, so that far fewer are needed than in a dense layer.</source>
            <translation>Двигает по изображению небольшие окна весов (фильтры). Каждый ищет один узор, например границу, и рисует карту, где он есть. Веса общие для всех мест, поэтому их нужно гораздо меньше, чем в полносвязном слое.</translation>
        </message>
        <message>
            <source>Conv 1-D</source>
            <translation>Свёртка 1D</translation>
        </message>
        <message>
            <source>Slides small windows of weights, its filters, along a sequence, such as sound or measurements over time. Each looks for one pattern and says where it is.</source>
            <translation>Двигает небольшие окна весов (фильтры) вдоль последовательности, например звука или измерений во времени. Каждый ищет один узор и сообщает, где он.</translation>
        </message>
        <message>
            <source>Filters per channel</source>
            <translation>Фильтров на канал</translation>
        </message>
        <message>
            <source>How many filters look at each channel of the input.</source>
            <translation>Сколько фильтров смотрят на каждый канал входа.</translation>
        </message>
        <message>
            <source>More: more patterns per channel, and as many times the weights.</source>
            <translation>Больше: больше образцов на канал, а весов во столько же раз больше.</translation>
        </message>
        <message>
            <source>1 keeps the number of channels.</source>
            <translation>1 сохраняет число каналов.</translation>
        </message>
        <message>
            <source>Depthwise</source>
            <translation>Поканальная</translation>
        </message>
        <message>
            <source>Slides its filters over every channel by itself and mixes none. It needs few weights; a convolution with a window of 1 usually follows, which mixes the channels.</source>
            <translation>Двигает фильтры по каждому каналу отдельно, не смешивая их. Весов нужно мало; обычно следом идёт свёртка с окном 1, которая смешивает каналы.</translation>
        </message>
        <message>
            <source>Separable</source>
            <translation>Разделимая</translation>
        </message>
        <message>
            <source>First slides filters over every channel by itself, then mixes the channels at every place. It does nearly what a convolution does, with several times fewer weights.</source>
            <translation>Сначала двигает фильтры по каждому каналу отдельно, затем смешивает каналы в каждой точке. Почти то же, что свёртка, но весов в несколько раз меньше.</translation>
        </message>
        <message>
            <source>Transposed</source>
            <translation>Транспонированная</translation>
        </message>
        <message>
            <source>The way back of a convolution: every value of the input paints its filter's window into a larger picture, and windows that overlap add up. Decoders draw with it.</source>
            <translation>Обратный путь свёртки: каждое значение входа рисует окно своего фильтра на большем изображении, а перекрывающиеся окна складываются. Так рисуют декодеры.</translation>
        </message>
        <message>
            <source>Stride</source>
            <translation>Шаг</translation>
        </message>
        <message>
            <source>How far apart the windows are painted; 2 doubles every side.</source>
            <translation>На каком расстоянии рисуются окна; 2 удваивает каждую сторону.</translation>
        </message>
        <message>
            <source>Higher: the picture grows more, and gaps can show as a chessboard.</source>
            <translation>Больше: картинка растёт сильнее, но может проступить шахматный узор.</translation>
        </message>
        <message>
            <source>2 doubles each side, the reverse of a halving.</source>
            <translation>2 удваивает стороны — обратно делению пополам.</translation>
        </message>
        <message>
            <source>Padding</source>
            <translation>Дополнение</translation>
        </message>
        <message>
            <source>How much is cut off at each end, as the padding of the convolution that it undoes.</source>
            <translation>Сколько отрезается с каждого края: дополнение той свёртки, которую этот слой обращает.</translation>
        </message>
        <message>
            <source>Higher: more of the edge is cut away.</source>
            <translation>Больше: больше обрезается по краям.</translation>
        </message>
        <message>
            <source>0 cuts nothing off.</source>
            <translation>0 ничего не обрезает.</translation>
        </message>
        <message>
            <source>Output padding</source>
            <translation>Дополнение выхода</translation>
        </message>
        <message>
            <source>How much larger the output is at one end; it must be smaller than the stride.</source>
            <translation>На сколько выход больше с одного края; должно быть меньше шага.</translation>
        </message>
        <message>
            <source>Adds to one side, where several input sizes give the same.</source>
            <translation>Добавляет с одной стороны, если разные входы дают один размер.</translation>
        </message>
        <message>
            <source>0, which fits wherever the stride divides the sides.</source>
            <translation>0 подходит, если шаг делит стороны нацело.</translation>
        </message>
        <message>
            <source>{node} cuts off all that it makes of {shape}.</source>
            <translation>{node} отрезает всё, что получает из {shape}.</translation>
        </message>
        <message>
            <source>{node} has an output padding of {padding}, which its stride does not leave.</source>
            <translation>{node}: дополнение выхода {padding} не меньше шага.</translation>
        </message>
        <message>
            <source>Dropout 2-D</source>
            <translation>Dropout 2D</translation>
        </message>
        <message>
            <source>In training, sets whole channels to 0 at random and scales up the rest. Dropping single pixels of a feature map hides little, because their neighbours tell the same.</source>
            <translation>При обучении случайно обнуляет целые каналы и усиливает остальные. Отбрасывать отдельные точки карты почти бесполезно: соседи говорят то же самое.</translation>
        </message>
        <message>
            <source>How likely a channel is dropped; 0 drops none. 0.1 to 0.3 is usual.</source>
            <translation>Вероятность отбросить канал; 0 не отбрасывает ничего. Обычно от 0,1 до 0,3.</translation>
        </message>
        <message>
            <source>0.2 hides some channels without starving what follows.</source>
            <translation>0,2 прячет часть каналов, не обделяя следующие слои.</translation>
        </message>
        <message>
            <source>Group norm</source>
            <translation>Групповая норм.</translation>
        </message>
        <message>
            <source>Shifts and scales the channels of every group together to mean 0 and variance 1, in each sample by itself, then each channel by two learned numbers. Unlike batch norm it ignores the batch.</source>
            <translation>Приводит каналы каждой группы вместе к среднему 0 и дисперсии 1, в каждом примере отдельно, затем сдвигает и растягивает каждый канал двумя обучаемыми числами. В отличие от пакетной, не зависит от пакета.</translation>
        </message>
        <message>
            <source>Groups</source>
            <translation>Группы</translation>
        </message>
        <message>
            <source>How many groups the channels form; 1 takes all together, as layer norm does.</source>
            <translation>Сколько групп образуют каналы; 1 берёт все вместе, как послойная нормализация.</translation>
        </message>
        <message>
            <source>More: each group is smaller, down to one channel each.</source>
            <translation>Больше: группы меньше, вплоть до одного канала.</translation>
        </message>
        <message>
            <source>4 is a middle way between all channels together and each by itself.</source>
            <translation>4 — середина между всеми каналами вместе и каждым отдельно.</translation>
        </message>
        <message>
            <source>Higher: groups of small variance are stretched less.</source>
            <translation>Больше: группы с малой дисперсией растягиваются слабее.</translation>
        </message>
        <message>
            <source>{node} expects channels, gets a single number.</source>
            <translation>{node} ожидает каналы, а получает одно число.</translation>
        </message>
        <message>
            <source>{node} has {groups} groups, which do not divide the number of channels, {count}.</source>
            <translation>{node}: групп {groups}, и число каналов {count} на них не делится.</translation>
        </message>
        <message>
            <source>{node} would normalize every number of {shape} by itself, which leaves 0.</source>
            <translation>{node} нормализовал бы каждое число из {shape} отдельно, и остались бы нули.</translation>
        </message>
        <message>
            <source>Instance norm</source>
            <translation>Норм. по экземпляру</translation>
        </message>
        <message>
            <source>Shifts and scales every channel of every sample by itself to mean 0 and variance 1: brightness and contrast of a picture no longer count, only its pattern.</source>
            <translation>Приводит каждый канал каждого примера отдельно к среднему 0 и дисперсии 1: яркость и контраст изображения больше не важны, только узор.</translation>
        </message>
        <message>
            <source>Scale and shift</source>
            <translation>Масштаб и сдвиг</translation>
        </message>
        <message>
            <source>Whether each channel is then scaled and shifted by two learned numbers.</source>
            <translation>Растягивать и сдвигать ли затем каждый канал двумя обучаемыми числами.</translation>
        </message>
        <message>
            <source>On: each channel learns a scale and a shift of its own.</source>
            <translation>Вкл.: каждый канал учит свои масштаб и сдвиг.</translation>
        </message>
        <message>
            <source>Off, as in PyTorch.</source>
            <translation>Выкл., как в PyTorch.</translation>
        </message>
        <message>
            <source>Higher: flat pictures are stretched less.</source>
            <translation>Больше: ровные картинки растягиваются слабее.</translation>
        </message>
        <message>
            <source>Local response norm</source>
            <translation>Локальная нормализация отклика</translation>
        </message>
        <message>
            <source>Response norm</source>
            <translation>Норм. отклика</translation>
        </message>
        <message>
            <source>Divides every value by the size of its neighbours in the channels beside it, so that a strong filter keeps similar ones down. AlexNet used it; batch norm has replaced it.</source>
            <translation>Делит каждое значение на величину соседних каналов: сильный фильтр подавляет похожие. Применялась в AlexNet; её сменила пакетная нормализация.</translation>
        </message>
        <message>
            <source>Channels</source>
            <translation>Каналы</translation>
        </message>
        <message>
            <source>How many neighbouring channels count.</source>
            <translation>Сколько соседних каналов учитывается.</translation>
        </message>
        <message>
            <source>More: channels further apart damp each other.</source>
            <translation>Больше: друг друга глушат и далёкие каналы.</translation>
        </message>
        <message>
            <source>5 neighbours, as in AlexNet.</source>
            <translation>5 соседей, как в AlexNet.</translation>
        </message>
        <message>
            <source>How much the neighbours count.</source>
            <translation>Насколько учитываются соседи.</translation>
        </message>
        <message>
            <source>Higher: strong neighbours damp more.</source>
            <translation>Больше: сильные соседи глушат сильнее.</translation>
        </message>
        <message>
            <source>0.0001, as in AlexNet.</source>
            <translation>0,0001, как в AlexNet.</translation>
        </message>
        <message>
            <source>β</source>
            <translation>β</translation>
        </message>
        <message>
            <source>How strongly large values are damped.</source>
            <translation>Насколько сильно гасятся большие значения.</translation>
        </message>
        <message>
            <source>Higher: the damping bites harder.</source>
            <translation>Больше: глушение круче.</translation>
        </message>
        <message>
            <source>0.75, as in AlexNet.</source>
            <translation>0,75, как в AlexNet.</translation>
        </message>
        <message>
            <source>k</source>
            <translation>k</translation>
        </message>
        <message>
            <source>What is added, so that nothing is divided by 0.</source>
            <translation>Что прибавляется, чтобы не делить на 0.</translation>
        </message>
        <message>
            <source>Higher: everything is damped alike, and differences fade.</source>
            <translation>Больше: глушится всё одинаково, и различия стираются.</translation>
        </message>
        <message>
            <source>PyTorch's default; AlexNet took 2.</source>
            <translation>Значение PyTorch; в AlexNet было 2.</translation>
        </message>
        <message>
            <source>Keeps the largest value of every window and drops the rest: whether a pattern was found matters more than exactly where. It halves every side by default and learns nothing.</source>
            <translation>Оставляет наибольшее значение каждого окна: важнее, найден ли узор, чем где именно. По умолчанию вдвое уменьшает каждую сторону и ничему не учится.</translation>
        </message>
        <message>
            <source>Replaces every window by its mean, which makes pictures smaller and softer. It halves every side by default and learns nothing.</source>
            <translation>Заменяет каждое окно его средним: изображения становятся меньше и мягче. По умолчанию вдвое уменьшает каждую сторону и ничему не учится.</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>Окно</translation>
        </message>
        <message>
            <source>The size of the window that gives one number.</source>
            <translation>Размер окна, дающего одно число.</translation>
        </message>
        <message>
            <source>Larger: smaller output and coarser places.</source>
            <translation>Больше: выход меньше, а места грубее.</translation>
        </message>
        <message>
            <source>2 halves every side and loses least.</source>
            <translation>2 делит стороны пополам и теряет меньше всего.</translation>
        </message>
        <message>
            <source>How far the window moves each time; empty moves it by its own size.</source>
            <translation>На сколько окно сдвигается каждый раз; пусто: на свой размер.</translation>
        </message>
        <message>
            <source>Larger: smaller output. Below the window: windows overlap.</source>
            <translation>Больше: выход меньше. Меньше окна: окна перекрываются.</translation>
        </message>
        <message>
            <source>Empty, so that windows lie side by side.</source>
            <translation>Пусто: окна лежат вплотную.</translation>
        </message>
        <message>
            <source>How many values are added at each end; at most half of the window.</source>
            <translation>Сколько значений добавляется с каждого края; не больше половины окна.</translation>
        </message>
        <message>
            <source>More: the edge takes part more often and the output grows.</source>
            <translation>Больше: край участвует чаще, и выход растёт.</translation>
        </message>
        <message>
            <source>None is needed where the window divides the sides.</source>
            <translation>Не нужно, если окно делит стороны нацело.</translation>
        </message>
        <message>
            <source>Round up</source>
            <translation>Округлять вверх</translation>
        </message>
        <message>
            <source>Whether a window that reaches beyond the edge gives a number too; off leaves it out.</source>
            <translation>Даёт ли число и окно, выходящее за край; если выключено, оно отбрасывается.</translation>
        </message>
        <message>
            <source>On: nothing at the edge is lost, and the output can be one larger.</source>
            <translation>Вкл.: край не теряется, а выход бывает на единицу больше.</translation>
        </message>
        <message>
            <source>Count padding</source>
            <translation>Считать дополнение</translation>
        </message>
        <message>
            <source>Whether the zeros of the padding count in the mean.</source>
            <translation>Входят ли нули дополнения в среднее.</translation>
        </message>
        <message>
            <source>Off: the edge is as bright as the middle.</source>
            <translation>Выкл.: край так же ярок, как середина.</translation>
        </message>
        <message>
            <source>On, as in PyTorch.</source>
            <translation>Вкл., как в PyTorch.</translation>
        </message>
        <message>
            <source>{node} adds {padding} around, more than half of its window of {window}.</source>
            <translation>{node} добавляет по краям {padding}: больше половины окна {window}.</translation>
        </message>
        <message>
            <source>Max pool 2-D</source>
            <translation>Макс. подвыборка 2D</translation>
        </message>
        <message>
            <source>Max pool</source>
            <translation>Макс. подвыборка</translation>
        </message>
        <message>
            <source>Avg pool 2-D</source>
            <translation>Сред. подвыборка 2D</translation>
        </message>
        <message>
            <source>Avg pool</source>
            <translation>Сред. подвыборка</translation>
        </message>
        <message>
            <source>Max pool 1-D</source>
            <translation>Макс. подвыборка 1D</translation>
        </message>
        <message>
            <source>Avg pool 1-D</source>
            <translation>Сред. подвыборка 1D</translation>
        </message>
        <message>
            <source>Output size</source>
            <translation>Размер выхода</translation>
        </message>
        <message>
            <source>Height and width of the output; windows are chosen so that they cover the input evenly.</source>
            <translation>Высота и ширина выхода; окна выбираются так, чтобы покрыть вход равномерно.</translation>
        </message>
        <message>
            <source>Larger: more places are told apart, and more numbers come out.</source>
            <translation>Больше: различается больше мест, и на выходе больше чисел.</translation>
        </message>
        <message>
            <source>Whatever the picture's size, what follows gets the same shape.</source>
            <translation>Каков бы ни был размер картинки, дальше форма одна и та же.</translation>
        </message>
        <message>
            <source>Adaptive avg</source>
            <translation>Адаптивное среднее</translation>
        </message>
        <message>
            <source>Adaptive pool</source>
            <translation>Адаптивная подвыборка</translation>
        </message>
        <message>
            <source>Averages over windows that it sizes itself, so that pictures of any size become one of a given size and a dense layer can follow.</source>
            <translation>Усредняет по окнам, размер которых выбирает сам: изображения любого размера приводятся к заданному, и за ними может идти полносвязный слой.</translation>
        </message>
        <message>
            <source>Adaptive max</source>
            <translation>Адаптивный максимум</translation>
        </message>
        <message>
            <source>Keeps the largest value of windows that it sizes itself, so that pictures of any size become one of a given size.</source>
            <translation>Оставляет наибольшее значение в окнах, размер которых выбирает сам: изображения любого размера приводятся к заданному.</translation>
        </message>
        <message>
            <source>Global avg</source>
            <translation>Глобальное среднее</translation>
        </message>
        <message>
            <source>Global pool</source>
            <translation>Глоб. подвыборка</translation>
        </message>
        <message>
            <source>Replaces every channel by its mean, so that one number per channel is left: how much of its pattern there is in the whole picture. It takes the place of large dense layers and overfits less.</source>
            <translation>Заменяет каждый канал его средним: остаётся одно число на канал, сколько его узора во всём изображении. Заменяет большие полносвязные слои и меньше переобучается.</translation>
        </message>
        <message>
            <source>Global max</source>
            <translation>Глобальный максимум</translation>
        </message>
        <message>
            <source>Keeps the largest value of every channel, so that one number per channel is left: whether its pattern is anywhere in the picture.</source>
            <translation>Оставляет наибольшее значение каждого канала: одно число, есть ли его узор где-нибудь в изображении.</translation>
        </message>
        <message>
            <source>Upsample</source>
            <translation>Увеличение</translation>
        </message>
        <message>
            <source>Enlarges every channel: repeats the values (nearest) or blends between them (bilinear). Decoders undo pooling with it.</source>
            <translation>Увеличивает каждый канал: повторяет значения (ближайшее) или смешивает соседние (билинейно). Так декодеры обращают подвыборку.</translation>
        </message>
        <message>
            <source>Empty cells in {name}: {count}.</source>
            <translation>Пустые ячейки в {name}: {count}.</translation>
        </message>
        <message>
            <source>The file has {rows} rows; {kept} of them are taken at random.</source>
            <translation>Строк в файле: {rows}; случайно взято из них: {kept}.</translation>
        </message>
        <message>
            <source>So many are learned as well as all, in less time.</source>
            <translation>На них сеть учится так же хорошо, как на всех, но быстрее.</translation>
        </message>
        <message>
            <source>Rows with more cells than there are columns: {count}.</source>
            <translation>Строк, где ячеек больше, чем столбцов: {count}.</translation>
        </message>
        <message>
            <source>They are left out; another separator may read them.</source>
            <translation>Они исключены; другой разделитель может их прочесть.</translation>
        </message>
        <message>
            <source>Some letters cannot be read.</source>
            <translation>Некоторые буквы не читаются.</translation>
        </message>
        <message>
            <source>Choose another encoding of the text.</source>
            <translation>Выберите другую кодировку текста.</translation>
        </message>
        <message>
            <source>These rows are left out: what is not known cannot be learned.</source>
            <translation>Эти строки исключены: неизвестному нельзя научиться.</translation>
        </message>
        <message>
            <source>These rows are left out.</source>
            <translation>Эти строки исключены.</translation>
        </message>
        <message>
            <source>Keep and fill</source>
            <translation>Оставить и заполнить</translation>
        </message>
        <message>
            <source>Leave rows out</source>
            <translation>Исключить строки</translation>
        </message>
        <message>
            <source>The mean is put in; cells: {count}.</source>
            <translation>Подставлено среднее; ячеек: {count}.</translation>
        </message>
        <message>
            <source>The median is put in; cells: {count}.</source>
            <translation>Подставлена медиана; ячеек: {count}.</translation>
        </message>
        <message>
            <source>The most frequent value is put in; cells: {count}.</source>
            <translation>Подставлено самое частое значение; ячеек: {count}.</translation>
        </message>
        <message>
            <source>“Unknown” becomes a category of its own; cells: {count}.</source>
            <translation>«Неизвестно» становится отдельной категорией; ячеек: {count}.</translation>
        </message>
        <message>
            <source>{name} has infinite numbers: {count}.</source>
            <translation>{name}: бесконечных чисел {count}.</translation>
        </message>
        <message>
            <source>They count as empty.</source>
            <translation>Они считаются пустыми.</translation>
        </message>
        <message>
            <source>{name} is the same in every row.</source>
            <translation>{name}: одно и то же во всех строках.</translation>
        </message>
        <message>
            <source>It tells nothing and is left out.</source>
            <translation>Столбец ни о чём не говорит и исключён.</translation>
        </message>
        <message>
            <source>{name} holds dates.</source>
            <translation>{name}: даты.</translation>
        </message>
        <message>
            <source>They are left out: a network reads numbers and categories.</source>
            <translation>Они исключены: сеть читает числа и категории.</translation>
        </message>
        <message>
            <source>{name} holds text; different values: {count}.</source>
            <translation>{name}: текст, разных значений {count}.</translation>
        </message>
        <message>
            <source>It is left out: a network reads numbers and categories.</source>
            <translation>Столбец исключён: сеть читает числа и категории.</translation>
        </message>
        <message>
            <source>{name} only numbers the rows.</source>
            <translation>{name}: только номера строк.</translation>
        </message>
        <message>
            <source>It is left out, or the network would learn the order of the file.</source>
            <translation>Столбец исключён, иначе сеть выучила бы порядок строк в файле.</translation>
        </message>
        <message>
            <source>{name} is rare: {count} of {total} rows.</source>
            <translation>{name}: редкий класс, строк {count} из {total}.</translation>
        </message>
        <message>
            <source>Accuracy hardly counts its errors; look at its recall.</source>
            <translation>Доля верных ответов почти не учитывает его ошибок; смотрите на его полноту.</translation>
        </message>
        <message>
            <source>{large} varies about {ratio} times as much as {small}.</source>
            <translation>{large} меняется примерно в {ratio} раз сильнее, чем {small}.</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>Масштаб</translation>
        </message>
        <message>
            <source>Only the large one would count.</source>
            <translation>Влиял бы только больший столбец.</translation>
        </message>
        <message>
            <source>Scaling is on, so that both count.</source>
            <translation>Масштабирование включено, поэтому влияют оба.</translation>
        </message>
        <message>
            <source>How many times longer height and width become.</source>
            <translation>Во сколько раз увеличиваются высота и ширина.</translation>
        </message>
        <message>
            <source>Larger: a larger picture without anything new in it.</source>
            <translation>Больше: картинка крупнее, но нового в ней нет.</translation>
        </message>
        <message>
            <source>2 undoes one halving.</source>
            <translation>2 отменяет одно деление пополам.</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>Способ</translation>
        </message>
        <message>
            <source>Nearest repeats values and keeps edges hard; bilinear blends between neighbours.</source>
            <translation>Ближайшее повторяет значения и сохраняет резкие края; билинейный смешивает соседние.</translation>
        </message>
        <message>
            <source>Nearest keeps hard edges; bilinear makes them soft.</source>
            <translation>nearest сохраняет резкие края, bilinear смягчает их.</translation>
        </message>
        <message>
            <source>Nearest is exact and quickest.</source>
            <translation>nearest точен и быстрее всего.</translation>
        </message>
        <message>
            <source>Zero pad</source>
            <translation>Нулевая рамка</translation>
        </message>
        <message>
            <source>Adds zeros around a picture, so that two sizes fit or edges count more.</source>
            <translation>Добавляет нули вокруг изображения, чтобы размеры совпали или края значили больше.</translation>
        </message>
        <message>
            <source>How many zeros at the left, right, top and bottom; one number means all four.</source>
            <translation>Сколько нулей слева, справа, сверху и снизу; одно число задаёт все четыре.</translation>
        </message>
        <message>
            <source>More: a wider border of zeros.</source>
            <translation>Больше: шире рамка из нулей.</translation>
        </message>
        <message>
            <source>1 makes up for one 3×3 window without padding.</source>
            <translation>1 возмещает одно окно 3×3 без дополнения.</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Обрезка</translation>
        </message>
        <message>
            <source>Cuts values off the sides of a picture, so that it fits beside a smaller one.</source>
            <translation>Отрезает края изображения, чтобы оно подошло к меньшему.</translation>
        </message>
        <message>
            <source>How much is cut off at the left, right, top and bottom; one number means all four.</source>
            <translation>Сколько отрезается слева, справа, сверху и снизу; одно число задаёт все четыре.</translation>
        </message>
        <message>
            <source>More: less of the picture is left.</source>
            <translation>Больше: от картинки остаётся меньше.</translation>
        </message>
        <message>
            <source>1 takes away what one 3×3 window could not see well.</source>
            <translation>1 убирает то, что окно 3×3 видит плохо.</translation>
        </message>
        <message>
            <source>{node} cuts {count} off {shape}, which leaves nothing.</source>
            <translation>{node} отрезает {count} от {shape}, и ничего не остаётся.</translation>
        </message>
        <message>
            <source>SE block</source>
            <translation>SE-блок</translation>
        </message>
        <message>
            <source>Squeeze and excitation: squeezes every channel into its mean, lets two small dense layers decide which channels matter for this picture, and multiplies each channel by a number between 0 and 1.</source>
            <translation>Сжатие и возбуждение: сжимает каждый канал до среднего; два небольших полносвязных слоя решают, какие каналы важны для этого изображения, и каждый канал умножается на число от 0 до 1.</translation>
        </message>
        <message>
            <source>Reduction</source>
            <translation>Сжатие</translation>
        </message>
        <message>
            <source>How many times fewer units than channels decide; more is cheaper and coarser.</source>
            <translation>Во сколько раз меньше нейронов, чем каналов, принимают решение; больше: дешевле и грубее.</translation>
        </message>
        <message>
            <source>Higher: a narrower bottleneck with fewer weights.</source>
            <translation>Больше: узкое место уже, весов меньше.</translation>
        </message>
        <message>
            <source>4 suits narrow networks; the paper's 16 is meant for wide ones.</source>
            <translation>4 подходит узким сетям; 16 из статьи — для широких.</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Фильтры</translation>
        </message>
        <message>
            <source>How many different patterns are looked for; each gives one channel of the output.</source>
            <translation>Сколько разных узоров ищется; каждый даёт один канал выхода.</translation>
        </message>
        <message>
            <source>More: more patterns, more weights and more time.</source>
            <translation>Больше: больше образцов, весов и времени.</translation>
        </message>
        <message>
            <source>8 is enough for small pictures, and can still be watched.</source>
            <translation>8 хватает для небольших картинок, и за ними можно уследить.</translation>
        </message>
        <message>
            <source>Kernel</source>
            <translation>Ядро</translation>
        </message>
        <message>
            <source>The size of the window; 3 is usual, larger windows see more at once and cost more.</source>
            <translation>Размер окна; обычно 3, большие окна видят сразу больше и стоят дороже.</translation>
        </message>
        <message>
            <source>Larger: sees more at once; the cost grows with its square.</source>
            <translation>Больше: видит больше сразу; цена растёт квадратично.</translation>
        </message>
        <message>
            <source>3 is the smallest that has a middle; two of them see as much as a 5.</source>
            <translation>3 — наименьшее с серединой; два таких видят столько же, сколько 5.</translation>
        </message>
        <message>
            <source>How far the window moves each time; 2 halves every side of the output.</source>
            <translation>На сколько окно сдвигается каждый раз; 2 вдвое уменьшает каждую сторону выхода.</translation>
        </message>
        <message>
            <source>Larger: smaller output, and less work for all that follows.</source>
            <translation>Больше: выход меньше, а дальше меньше работы.</translation>
        </message>
        <message>
            <source>1 looks at every place.</source>
            <translation>1 — окно смотрит на каждое место.</translation>
        </message>
        <message>
            <source>What is added around: “same” keeps the size, “valid” adds nothing, a number that many.</source>
            <translation>Что добавляется по краям: «как на входе» сохраняет размер, «без дополнения» не добавляет ничего, число добавляет столько.</translation>
        </message>
        <message>
            <source>Less: the picture shrinks with every layer. More: zeros leak in.</source>
            <translation>Меньше: картинка сжимается с каждым слоем. Больше: просачиваются нули.</translation>
        </message>
        <message>
            <source>“same” lets layers be stacked without counting.</source>
            <translation>«same» позволяет складывать слои, не считая размеров.</translation>
        </message>
        <message>
            <source>Dilation</source>
            <translation>Разрежение</translation>
        </message>
        <message>
            <source>The distance between the window's taps; 2 leaves one value out between two of them.</source>
            <translation>Расстояние между точками окна; 2 пропускает по одному значению между ними.</translation>
        </message>
        <message>
            <source>Larger: sees further for the same weights, but skips what lies between.</source>
            <translation>Больше: видит дальше при тех же весах, но пропускает промежутки.</translation>
        </message>
        <message>
            <source>1 leaves nothing out.</source>
            <translation>1 ничего не пропускает.</translation>
        </message>
        <message>
            <source>Into how many parts the channels are divided; a filter sees one part. 1 sees them all.</source>
            <translation>На сколько частей делятся каналы; фильтр видит одну часть. При 1 видит все.</translation>
        </message>
        <message>
            <source>More: fewer weights, but groups do not know of each other.</source>
            <translation>Больше: весов меньше, но группы не знают друг о друге.</translation>
        </message>
        <message>
            <source>1, so that every filter sees every channel.</source>
            <translation>1: каждый фильтр видит все каналы.</translation>
        </message>
        <message>
            <source>A number every filter adds to its sums; not needed right before a normalization.</source>
            <translation>Число, которое каждый фильтр прибавляет к суммам; перед нормализацией не нужно.</translation>
        </message>
        <message>
            <source>Off: an empty place always gives 0.</source>
            <translation>Выкл.: пустое место всегда даёт 0.</translation>
        </message>
        <message>
            <source>Padding mode</source>
            <translation>Чем дополнять</translation>
        </message>
        <message>
            <source>What is added around: zeros, the mirrored picture, its edge, or the opposite side.</source>
            <translation>Что добавляется по краям: нули, отражение, повтор края или противоположная сторона.</translation>
        </message>
        <message>
            <source>Zeros make a dark frame that filters can learn to see; the others hide the edge.</source>
            <translation>Нули дают тёмную рамку, которую фильтры могут выучить; остальные прячут край.</translation>
        </message>
        <message>
            <source>Zeros, the usual and quickest choice.</source>
            <translation>Нули — обычный и самый быстрый выбор.</translation>
        </message>
        <message>
            <source>Bends every sum; without one the network stays linear.</source>
            <translation>Изгибает каждую сумму; без неё сеть остаётся линейной.</translation>
        </message>
        <message>
            <source>Decides what a filter can express and how well gradients flow back.</source>
            <translation>Решает, что может выразить фильтр и как текут назад градиенты.</translation>
        </message>
        <message>
            <source>{node} expects a picture of channels × height × width, gets {shape}.</source>
            <translation>{node} ожидает изображение «каналы × высота × ширина», а получает {shape}.</translation>
        </message>
        <message>
            <source>{node} expects a sequence of channels × length, gets {shape}.</source>
            <translation>{node} ожидает последовательность «каналы × длина», а получает {shape}.</translation>
        </message>
        <message>
            <source>{node} slides a window of {window} over {shape}, which is smaller.</source>
            <translation>{node} двигает окно {window} по входу {shape}, который меньше окна.</translation>
        </message>
        <message>
            <source>The window must fit into its input together with the padding around it.</source>
            <translation>Окно должно помещаться во вход вместе с дополнением по краям.</translation>
        </message>
        <message>
            <source>{count} pictures are kept, which is the most.</source>
            <translation>Сохранено изображений: {count}; больше нельзя.</translation>
        </message>
        <message>
            <source>Remove one first.</source>
            <translation>Сначала удалите одно.</translation>
        </message>
        <message>
            <source>It cannot be removed: {reason}.</source>
            <translation>Удалить не удалось: {reason}.</translation>
        </message>
        <message>
            <source>No machine code: {reason}.</source>
            <translation>Без машинного кода: {reason}.</translation>
        </message>
        <message>
            <source>Steps run eagerly: {reason}.</source>
            <translation>Шаги идут обычным способом: {reason}.</translation>
        </message>
        <message>
            <source>it is for the processor only</source>
            <translation>он только для процессора</translation>
        </message>
        <message>
            <source>it has no bfloat16</source>
            <translation>в нём нет bfloat16</translation>
        </message>
        <message>
            <source>the network is large enough for PyTorch's kernels</source>
            <translation>сеть достаточно велика для ядер PyTorch</translation>
        </message>
        <message>
            <source>it gave other numbers than eager</source>
            <translation>его числа отличаются от eager</translation>
        </message>
        <message>
            <source>the recorded step is no faster</source>
            <translation>записанный шаг не быстрее</translation>
        </message>
        <message>
            <source>the recorded step gave other numbers</source>
            <translation>записанный шаг дал другие числа</translation>
        </message>
        <message>
            <source>another number of threads gives other numbers</source>
            <translation>другое число потоков даёт другие числа</translation>
        </message>
        <message>
            <source>The earlier weights of {node} are no longer kept.</source>
            <translation>Прежние веса узла «{node}» больше не хранятся.</translation>
        </message>
        <message>
            <source>There is no sample {index} in the part “{part}”.</source>
            <translation>В части «{part}» нет примера {index}.</translation>
        </message>
        <message>
            <source>{fix}.</source>
            <translation>{fix}.</translation>
        </message>
        <message>
            <source>The networks have different parameters, which cannot be stacked.</source>
            <translation>У сетей разные параметры, их нельзя сложить в один массив.</translation>
        </message>
        <message>
            <source>Read the weights of each run.</source>
            <translation>Берите веса каждого запуска отдельно.</translation>
        </message>
        <message>
            <source>This experiment takes its weights from the data's seed text, not from seeds.</source>
            <translation>Веса этого эксперимента задаёт текст зерна данных, а не число.</translation>
        </message>
        <message>
            <source>Set data.stream to “numpy” to train it from many seeds.</source>
            <translation>Чтобы обучать с разными зёрнами, задайте data.stream значение «numpy».</translation>
        </message>
        <message>
            <source>There are no seeds to train from.</source>
            <translation>Не указано ни одного зерна.</translation>
        </message>
        <message>
            <source>Give at least one.</source>
            <translation>Укажите хотя бы одно.</translation>
        </message>
        <message>
            <source>There is no experiment to train.</source>
            <translation>Нет эксперимента для обучения.</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Вид</translation>
        </message>
        <message>
            <source>On cards and lines</source>
            <translation>На карточках и линиях</translation>
        </message>
        <message>
            <source>Gradient flow</source>
            <translation>Поток градиента</translation>
        </message>
        <message>
            <source>How much of the loss's signal reaches every layer: the norm of the last step's gradient over all its parameters, from the output at the top to the input.</source>
            <translation>Какая часть сигнала функции потерь доходит до каждого слоя: норма градиента последнего шага по всем параметрам слоя, от выхода вверху до входа.</translation>
        </message>
        <message>
            <source>Vanishing: a thousandth of the largest layer's norm or less, or below 1e-5. Exploding: ten times the norm of the weights. Dead: a tenth of the units is zero for every sample.</source>
            <translation>Затухание: тысячная доля наибольшей нормы среди слоёв или меньше, либо ниже 1e-5. Взрыв: в десять раз больше нормы весов. Мёртвый слой: десятая часть нейронов равна нулю на всех примерах.</translation>
        </message>
        <message>
            <source>Gradients over time</source>
            <translation>Градиенты по времени</translation>
        </message>
        <message>
            <source>The same norms by epoch. They fall together as training ends; a layer whose curve stays far below the others hardly learns.</source>
            <translation>Те же нормы по эпохам. К концу обучения они вместе убывают; слой, чья кривая намного ниже остальных, почти не обучается.</translation>
        </message>
        <message>
            <source>A sudden rise comes before the loss leaves: clip gradients, or lower the learning rate.</source>
            <translation>Внезапный рост предшествует расходимости: ограничьте градиент или уменьшите скорость обучения.</translation>
        </message>
        <message>
            <source>Update ratio</source>
            <translation>Доля обновления</translation>
        </message>
        <message>
            <source>How far the next step moves every layer's weights, in parts of their length, with momentum, penalties, clipping and schedule. Biases are left out.</source>
            <translation>Насколько следующий шаг сдвинет веса каждого слоя в долях их длины — с импульсом, штрафами, ограничением и расписанием. Смещения не учитываются.</translation>
        </message>
        <message>
            <source>About a thousandth is a good step. Far above it throws away what was learned: lower the learning rate. Far below it hardly learns, unless training is nearly done.</source>
            <translation>Хороший шаг — около тысячной. Намного больше — теряется выученное: уменьшите скорость обучения. Намного меньше — слой почти не обучается, если только обучение не подходит к концу.</translation>
        </message>
        <message>
            <source>Histogram of gradients</source>
            <translation>Гистограмма градиентов</translation>
        </message>
        <message>
            <source>How the last step's gradients of each layer's weights are distributed, biases left out.</source>
            <translation>Как распределены градиенты весов каждого слоя на последнем шаге, без смещений.</translation>
        </message>
        <message>
            <source>A single bar at zero: no signal reaches the layer. Wide tails: a few weights get nearly all.</source>
            <translation>Один столбец в нуле: сигнал не доходит до слоя. Широкие хвосты: почти всё достаётся немногим весам.</translation>
        </message>
        <message>
            <source>Weights over time</source>
            <translation>Веса по времени</translation>
        </message>
        <message>
            <source>How each layer's weights are distributed, from the beginning at the top to now in front. Smoothed by a Gaussian of Silverman's width.</source>
            <translation>Как распределены веса каждого слоя: от начала обучения вверху до текущего момента спереди. Сглажено гауссианой с шириной по Сильверману.</translation>
        </message>
        <message>
            <source>Ridges that never change: the layer does not learn. Ever wider ones: try regularization.</source>
            <translation>Гребни не меняются: слой не обучается. Становятся всё шире: попробуйте регуляризацию.</translation>
        </message>
        <message>
            <source>Weights as a heat map</source>
            <translation>Веса в виде тепловой карты</translation>
        </message>
        <message>
            <source>A row for each unit, a column for each input; of a convolution its kernels. Of a matrix that is too large, each pixel shows the largest weight of its block.</source>
            <translation>Строка — нейрон, столбец — вход; у свёртки показаны ядра. Если матрица слишком велика, пиксель показывает наибольший вес своего блока.</translation>
        </message>
        <message>
            <source>Rest the mouse on it to read a weight. A pale row is a unit that hardly listens.</source>
            <translation>Наведите мышь, чтобы прочесть вес. Бледная строка — нейрон, который почти не слышит входов.</translation>
        </message>
        <message>
            <source>Histogram of weights</source>
            <translation>Гистограмма весов</translation>
        </message>
        <message>
            <source>How each layer's weights are distributed now; biases hang below the axis.</source>
            <translation>Как распределены веса каждого слоя сейчас; смещения отложены вниз от оси.</translation>
        </message>
        <message>
            <source>Many weights near zero, as L1 makes them, can be left out at little cost.</source>
            <translation>Если многие веса у нуля, как после L1, их можно отбросить почти без потерь.</translation>
        </message>
        <message>
            <source>What each layer gives out for the first training samples. Each square is a unit: grey works, rose is dead (zero for every sample), yellow is saturated.</source>
            <translation>Что выдаёт каждый слой на первых обучающих примерах. Квадрат — нейрон: серый работает, розовый мёртв (ноль на всех примерах), жёлтый насыщен.</translation>
        </message>
        <message>
            <source>A saturated unit is at an end of its activation for 95 of 100 samples, where it hardly has a gradient. The output layer may be: that is its answer.</source>
            <translation>Насыщенный нейрон на 95 из 100 примеров находится у края функции активации, где градиента почти нет. Выходному слою это можно: это его ответ.</translation>
        </message>
        <message>
            <source>Activations over time</source>
            <translation>Активации по времени</translation>
        </message>
        <message>
            <source>How each layer's outputs are distributed, from the beginning at the top to now in front.</source>
            <translation>Как распределены выходы каждого слоя: от начала обучения вверху до текущего момента спереди.</translation>
        </message>
        <message>
            <source>They should neither shrink to a point from layer to layer nor pile up at both ends.</source>
            <translation>Они не должны ни сжиматься в точку от слоя к слою, ни скапливаться у обоих краёв.</translation>
        </message>
        <message>
            <source>Dead and saturated units</source>
            <translation>Мёртвые и насыщенные нейроны</translation>
        </message>
        <message>
            <source>The share of each layer's units that no longer answer to their inputs, by epoch.</source>
            <translation>Доля нейронов каждого слоя, которые больше не откликаются на входы, по эпохам.</translation>
        </message>
        <message>
            <source>Rising early: the learning rate is too high or the initial weights are too large.</source>
            <translation>Растёт в начале: велика скорость обучения или начальные веса.</translation>
        </message>
        <message>
            <source>Tiles show what units give out, over the plane of the data or for the chosen sample; lines show the weights on one scale for the whole network.</source>
            <translation>Плитки показывают выходы нейронов на плоскости данных или для выбранного примера; линии — веса в единой шкале для всей сети.</translation>
        </message>
        <message>
            <source>Blue is positive, orange negative.</source>
            <translation>Синий — плюс, оранжевый — минус.</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>Градиент</translation>
        </message>
        <message>
            <source>Tiles show how the prediction answers to a unit: blue rises with it, orange falls. Of two classes it is the log-odds of the second, of more the winning score. Lines show where the last batch pulled each weight.</source>
            <translation>Плитки показывают, как предсказание откликается на нейрон: синий — растёт вместе с ним, оранжевый — падает. Для двух классов это логит второго, для большего числа — оценка победителя. Линии показывают, куда последний пакет тянул каждый вес.</translation>
        </message>
        <message>
            <source>On an image it is the saliency of each pixel. A pale tile is a unit nobody listens to there.</source>
            <translation>На изображении это значимость каждого пикселя. Бледная плитка — нейрон, который там никто не слушает.</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>Веса</translation>
        </message>
        <message>
            <source>Tiles show what comes into a unit: bands in the order of the inputs, kernels of a convolution, or the shape of the image it looks at. Lines show weights, each layer on its own scale.</source>
            <translation>Плитки показывают, что приходит в нейрон: полосы в порядке входов, ядра свёртки или форма изображения, на которое он смотрит. Линии показывают веса, у каждого слоя своя шкала.</translation>
        </message>
        <message>
            <source>In rows, the bar is the length of all weights of the unit together.</source>
            <translation>В строках полоса — длина всех весов нейрона вместе.</translation>
        </message>
        <message>
            <source>A film needs at least one picture.</source>
            <translation>В фильме нужен хотя бы один кадр.</translation>
        </message>
        <message>
            <source>A film is a .gif or an .mp4, not “{ending}”.</source>
            <translation>Фильм — это .gif или .mp4, а не «{ending}».</translation>
        </message>
        <message>
            <source>Install that program, or save a GIF.</source>
            <translation>Установите эту программу или сохраните GIF.</translation>
        </message>
        <message>
            <source>Install it with {command}, or save a GIF.</source>
            <translation>Установите его командой {command} или сохраните GIF.</translation>
        </message>
        <message>
            <source>An MP4 needs ffmpeg, which is not installed.</source>
            <translation>Для MP4 нужен ffmpeg, а он не установлен.</translation>
        </message>
        <message>
            <source>ffmpeg could not make the film: {reason}.</source>
            <translation>ffmpeg не смог сделать фильм: {reason}.</translation>
        </message>
        <message>
            <source>Save a GIF instead.</source>
            <translation>Сохраните GIF.</translation>
        </message>
        <message>
            <source>This moment belongs to another network and cannot be shown.</source>
            <translation>Этот момент относится к другой сети, показать его нельзя.</translation>
        </message>
        <message>
            <source>Learning rate {rate} is too high: try {lower}.</source>
            <translation>Скорость обучения {rate} слишком велика: попробуйте {lower}.</translation>
        </message>
        <message>
            <source>Lower the learning rate from {rate} to {lower}, or check what reaches {node}.</source>
            <translation>Уменьшите скорость обучения с {rate} до {lower} или проверьте, что поступает на вход узла «{node}».</translation>
        </message>
        <message>
            <source>The loss is not finite at epoch {epoch}, step {step}: {node} gives no finite number.</source>
            <translation>В эпоху {epoch} на шаге {step} потери перестали быть конечными: узел «{node}» не даёт конечных чисел.</translation>
        </message>
        <message>
            <source>The loss is not finite at epoch {epoch}, step {step}: the weights of {node} reached {largest}.</source>
            <translation>В эпоху {epoch} на шаге {step} потери перестали быть конечными: веса узла «{node}» достигли {largest}.</translation>
        </message>
        <message>
            <source>The loss is not finite at epoch {epoch}, step {step}: the weights of {node} exceed {limit}.</source>
            <translation>В эпоху {epoch} на шаге {step} потери перестали быть конечными: веса узла «{node}» превысили {limit}.</translation>
        </message>
        <message>
            <source>{optimizer} evaluates the loss several times in one step</source>
            <translation>{optimizer} вычисляет функцию потерь несколько раз за шаг</translation>
        </message>
        <message>
            <source>there is nothing to train</source>
            <translation>обучать нечего</translation>
        </message>
        <message>
            <source>no CUDA graph can be made ({reason})</source>
            <translation>не удаётся создать граф CUDA ({reason})</translation>
        </message>
        <message>
            <source>LLVM refuses: {reason}</source>
            <translation>LLVM отказывает: {reason}</translation>
        </message>
        <message>
            <source>llvmlite cannot be loaded ({reason})</source>
            <translation>не удаётся загрузить llvmlite ({reason})</translation>
        </message>
        <message>
            <source>a transposed convolution</source>
            <translation>транспонированная свёртка</translation>
        </message>
        <message>
            <source>padding wider than the kernel</source>
            <translation>дополнение шире ядра</translation>
        </message>
        <message>
            <source>windows of more than {count} numbers</source>
            <translation>окна больше {count} чисел</translation>
        </message>
        <message>
            <source>average pooling with windows of several sizes</source>
            <translation>усредняющая подвыборка с окнами разных размеров</translation>
        </message>
        <message>
            <source>weights of classes</source>
            <translation>веса классов</translation>
        </message>
        <message>
            <source>a negative log-likelihood of a single sample</source>
            <translation>отрицательное логарифмическое правдоподобие одного примера</translation>
        </message>
        <message>
            <source>more than {count} instructions</source>
            <translation>больше {count} инструкций</translation>
        </message>
        <message>
            <source>this PyTorch has no dispatch modes</source>
            <translation>в этой версии PyTorch нет режимов диспетчеризации</translation>
        </message>
        <message>
            <source>Python reads a number that the step computes</source>
            <translation>Python читает число, которое вычисляет шаг</translation>
        </message>
        <message>
            <source>{operation} draws random numbers</source>
            <translation>{operation} берёт случайные числа</translation>
        </message>
        <message>
            <source>{operation} changes a tensor in place</source>
            <translation>{operation} изменяет тензор на месте</translation>
        </message>
        <message>
            <source>a result depends on no input</source>
            <translation>один из результатов не зависит от входов</translation>
        </message>
        <message>
            <source>Raise the learning rate</source>
            <translation>Увеличьте скорость обучения</translation>
        </message>
        <message>
            <source>Lower the learning rate</source>
            <translation>Уменьшите скорость обучения</translation>
        </message>
        <message>
            <source>Try tanh or ReLU</source>
            <translation>Попробуйте tanh или ReLU</translation>
        </message>
        <message>
            <source>Try batch normalization</source>
            <translation>Попробуйте пакетную нормализацию</translation>
        </message>
        <message>
            <source>Try a skip connection</source>
            <translation>Попробуйте обходную связь</translation>
        </message>
        <message>
            <source>Lower the learning rate or clip gradients</source>
            <translation>Уменьшите скорость обучения или ограничьте градиент</translation>
        </message>
        <message>
            <source>Try leaky ReLU or a lower rate</source>
            <translation>Попробуйте Leaky ReLU или меньшую скорость</translation>
        </message>
        <message>
            <source>Draw its weights anew</source>
            <translation>Задайте веса заново</translation>
        </message>
        <message>
            <source>Standardize the data</source>
            <translation>Стандартизируйте данные</translation>
        </message>
        <message>
            <source>Try batch normalization or smaller weights</source>
            <translation>Попробуйте пакетную нормализацию или меньшие веса</translation>
        </message>
        <message>
            <source>The curves of this file cannot be read.</source>
            <translation>Кривые из этого файла не читаются.</translation>
        </message>
        <message>
            <source>Runs are a list of at most {most}.</source>
            <translation>Запуски — это список не длиннее {most}.</translation>
        </message>
        <message>
            <source>A kept run is not written as it should be.</source>
            <translation>Сохранённый запуск записан неверно.</translation>
        </message>
        <message>
            <source>Remove the run from the file.</source>
            <translation>Удалите запуск из файла.</translation>
        </message>
        <message>
            <source>The weights belong to another network than the one that trains now.</source>
            <translation>Веса принадлежат не той сети, которая обучается сейчас.</translation>
        </message>
        <message>
            <source>Compute the surface again.</source>
            <translation>Пересчитайте поверхность.</translation>
        </message>
        <message>
            <source>A network of {count} weights has no surface that is exact.</source>
            <translation>Точную поверхность имеет только сеть с одним или двумя весами, а здесь их {count}.</translation>
        </message>
        <message>
            <source>Choose other directions.</source>
            <translation>Выберите другие направления.</translation>
        </message>
        <message>
            <source>There are no samples to take the loss of.</source>
            <translation>Нет примеров, на которых вычислить потери.</translation>
        </message>
        <message>
            <source>The weights of this network span no plane.</source>
            <translation>Веса этой сети не задают плоскости.</translation>
        </message>
        <message>
            <source>Choose two weights, or train some steps first.</source>
            <translation>Выберите два веса или сначала сделайте несколько шагов обучения.</translation>
        </message>
        <message>
            <source>The path is too short to span a plane.</source>
            <translation>Путь слишком короток, чтобы задать плоскость.</translation>
        </message>
        <message>
            <source>Train some steps first.</source>
            <translation>Сначала сделайте несколько шагов обучения.</translation>
        </message>
        <message>
            <source>Both directions are the same weight.</source>
            <translation>Оба направления — один и тот же вес.</translation>
        </message>
        <message>
            <source>Choose two different ones.</source>
            <translation>Выберите два разных.</translation>
        </message>
        <message>
            <source>There is no weight {name}, number {index}.</source>
            <translation>Нет веса {name} под номером {index}.</translation>
        </message>
        <message>
            <source>The comparison stopped with an unexpected error: {error}</source>
            <translation>Сравнение остановилось из-за неожиданной ошибки: {error}</translation>
        </message>
        <message>
            <source>No earlier moment of this run is kept.</source>
            <translation>Прошлые моменты этого обучения не сохранены.</translation>
        </message>
        <message>
            <source>Give the timeline more memory.</source>
            <translation>Выделите больше памяти для шкалы времени.</translation>
        </message>
        <message>
            <source>Weight set by hand</source>
            <translation>Вес задан вручную</translation>
        </message>
        <message>
            <source>Weights drawn anew</source>
            <translation>Веса заданы заново</translation>
        </message>
        <message>
            <source>This is an earlier moment of the run.</source>
            <translation>Показан прошлый момент обучения.</translation>
        </message>
        <message>
            <source>Branch from here, or go back to the present, to train on.</source>
            <translation>Чтобы обучать дальше, продолжите отсюда или вернитесь к настоящему.</translation>
        </message>
        <message>
            <source>Branched here</source>
            <translation>Продолжено отсюда</translation>
        </message>
        <message>
            <source>The earlier moments of this run cannot be read.</source>
            <translation>Прошлые моменты этого обучения не читаются.</translation>
        </message>
        <message>
            <source>The timeline of this file cannot be read.</source>
            <translation>Шкала времени из этого файла не читается.</translation>
        </message>
        <message>
            <source>There is no view “{view}”.</source>
            <translation>Вида «{view}» нет.</translation>
        </message>
        <message>
            <source>The view “{view}” has nothing to show for this experiment.</source>
            <translation>Виду «{view}» нечего показать для этого эксперимента.</translation>
        </message>
        <message>
            <source>Box blur</source>
            <translation>Размытие средним</translation>
        </message>
        <message>
            <source>Gaussian blur</source>
            <translation>Размытие по Гауссу</translation>
        </message>
        <message>
            <source>Sharpen</source>
            <translation>Резкость</translation>
        </message>
        <message>
            <source>Emboss</source>
            <translation>Тиснение</translation>
        </message>
        <message>
            <source>Sobel, upright edges</source>
            <translation>Собель, вертикальные границы</translation>
        </message>
        <message>
            <source>Sobel, level edges</source>
            <translation>Собель, горизонтальные границы</translation>
        </message>
        <message>
            <source>Prewitt, upright edges</source>
            <translation>Превитт, вертикальные границы</translation>
        </message>
        <message>
            <source>Prewitt, level edges</source>
            <translation>Превитт, горизонтальные границы</translation>
        </message>
        <message>
            <source>Prewitt, falling diagonal</source>
            <translation>Превитт, нисходящая диагональ</translation>
        </message>
        <message>
            <source>Prewitt, rising diagonal</source>
            <translation>Превитт, восходящая диагональ</translation>
        </message>
        <message>
            <source>Frei–Chen, upright edges</source>
            <translation>Фрей–Чен, вертикальные границы</translation>
        </message>
        <message>
            <source>Frei–Chen, level edges</source>
            <translation>Фрей–Чен, горизонтальные границы</translation>
        </message>
        <message>
            <source>Laplacian</source>
            <translation>Лапласиан</translation>
        </message>
        <message>
            <source>Laplacian of eight neighbours</source>
            <translation>Лапласиан по восьми соседям</translation>
        </message>
        <message>
            <source>Kernels by name</source>
            <translation>Ядра по названию</translation>
        </message>
        <message>
            <source>Filters of a convolution start as kernels of image processing, such as Sobel's, which finds edges. Freeze the layer to keep them. Of several input channels the mean is taken. In larger windows the 3×3 numbers are in the middle, of smaller ones the edge is cut off. Layers without windows over height and width start as PyTorch's do.</source>
            <translation>Фильтры свёртки начинают как ядра обработки изображений, например ядро Собеля, которое находит границы. Заморозьте слой, чтобы их сохранить. По нескольким входным каналам берётся среднее. В больших окнах числа 3×3 стоят посередине, в меньших край отрезан. Слои без окон по высоте и ширине начинают как в PyTorch.</translation>
        </message>
        <message>
            <source>Kernels</source>
            <translation>Ядра</translation>
        </message>
        <message>
            <source>Names with commas between, which the filters take in turn. There are {names}.</source>
            <translation>Названия через запятую, которые фильтры берут по очереди. Есть {names}.</translation>
        </message>
        <message>
            <source>Blurs smooth, sharpen and emboss bring out detail, all others answer to edges alone.</source>
            <translation>Размытия (blur) сглаживают, sharpen и emboss выделяют детали, остальные отзываются только на границы.</translation>
        </message>
        <message>
            <source>Sobel's pair finds upright and level edges, and so any other.</source>
            <translation>Пара Собеля находит вертикальные и горизонтальные границы, а значит, и любые другие.</translation>
        </message>
        <message>
            <source>Random flip</source>
            <translation>Случайное отражение</translation>
        </message>
        <message>
            <source>In training, mirrors each picture at random, so that the network learns that left and right make no difference. Outside training everything passes unchanged. Not for digits and letters, which change their meaning.</source>
            <translation>При обучении случайно отражает каждое изображение, чтобы сеть усвоила, что лево и право не важны. Вне обучения всё проходит без изменений. Не годится для цифр и букв: их смысл меняется.</translation>
        </message>
        <message>
            <source>Horizontal</source>
            <translation>По горизонтали</translation>
        </message>
        <message>
            <source>How likely left and right change places.</source>
            <translation>Вероятность, с которой лево и право меняются местами.</translation>
        </message>
        <message>
            <source>0 never, 1 always. 0.5 shows both views equally often.</source>
            <translation>0 — никогда, 1 — всегда. При 0,5 оба вида встречаются одинаково часто.</translation>
        </message>
        <message>
            <source>0.5, because most things look as natural in a mirror.</source>
            <translation>0,5, потому что большинство предметов в зеркале выглядит так же естественно.</translation>
        </message>
        <message>
            <source>Vertical</source>
            <translation>По вертикали</translation>
        </message>
        <message>
            <source>How likely top and bottom change places.</source>
            <translation>Вероятность, с которой верх и низ меняются местами.</translation>
        </message>
        <message>
            <source>0, because few things are seen upside down; for textures 0.5 is right.</source>
            <translation>0, потому что мало что видят вверх ногами; для текстур подходит 0,5.</translation>
        </message>
        <message>
            <source>Random shift</source>
            <translation>Случайный сдвиг</translation>
        </message>
        <message>
            <source>In training, moves each picture by a random number of pixels up or down and left or right, so that the network learns not to rely on exact places. Outside training everything passes unchanged.</source>
            <translation>При обучении сдвигает каждое изображение на случайное число пикселей по вертикали и горизонтали, чтобы сеть не полагалась на точные места. Вне обучения всё проходит без изменений.</translation>
        </message>
        <message>
            <source>The farthest a picture moves along each axis; 0 moves none.</source>
            <translation>Наибольший сдвиг изображения по каждой оси; при 0 сдвига нет.</translation>
        </message>
        <message>
            <source>Higher: less reliance on places. Too high: what matters leaves the picture.</source>
            <translation>Больше: сеть меньше полагается на места. Слишком много: важное уходит за край.</translation>
        </message>
        <message>
            <source>2 is seen in small pictures and cuts off little.</source>
            <translation>2 заметно на маленьких изображениях и мало что отрезает.</translation>
        </message>
        <message>
            <source>Fill</source>
            <translation>Заполнение</translation>
        </message>
        <message>
            <source>What comes in at the border that the picture leaves free.</source>
            <translation>Чем заполняется край, который освободило изображение.</translation>
        </message>
        <message>
            <source>Zeros are black, or the mean of standardized data; the others continue the picture.</source>
            <translation>Нули — чёрный цвет или среднее стандартизованных данных; остальные варианты продолжают изображение.</translation>
        </message>
        <message>
            <source>Zeros add nothing that was not there.</source>
            <translation>Нули не добавляют ничего, чего не было.</translation>
        </message>
        <message>
            <source>Random rotation</source>
            <translation>Случайный поворот</translation>
        </message>
        <message>
            <source>In training, turns each picture about its centre by a random angle, blending between neighbouring pixels, so that the network learns to read what is tilted. Outside training everything passes unchanged.</source>
            <translation>При обучении поворачивает каждое изображение вокруг центра на случайный угол, смешивая соседние пиксели, чтобы сеть научилась читать наклонённое. Вне обучения всё проходит без изменений.</translation>
        </message>
        <message>
            <source>Angle</source>
            <translation>Угол</translation>
        </message>
        <message>
            <source>The largest angle, either way; 0 turns none.</source>
            <translation>Наибольший угол в обе стороны; при 0 поворота нет.</translation>
        </message>
        <message>
            <source>Higher: less reliance on what is upright. Too high: 6 and 9 become alike.</source>
            <translation>Больше: сеть меньше полагается на прямое положение. Слишком много: 6 и 9 становятся похожи.</translation>
        </message>
        <message>
            <source>10° is about as much as handwriting is slanted.</source>
            <translation>10° — примерно так наклонён почерк.</translation>
        </message>
        <message>
            <source>What comes in at the corners that the picture leaves free.</source>
            <translation>Чем заполняются углы, которые освободило изображение.</translation>
        </message>
        <message>
            <source>Zeros are black, or the mean of standardized data; replicate continues the border.</source>
            <translation>Нули — чёрный цвет или среднее стандартизованных данных; повтор продолжает край.</translation>
        </message>
        <message>
            <source>Salt and pepper</source>
            <translation>Соль и перец</translation>
        </message>
        <message>
            <source>In training, turns random pixels of each picture into its lowest or its highest value, as a faulty camera does, so that no single pixel decides. Outside training everything passes unchanged.</source>
            <translation>При обучении заменяет случайные пиксели каждого изображения его наименьшим или наибольшим значением, как неисправная камера, чтобы ни один пиксель не решал сам. Вне обучения всё проходит без изменений.</translation>
        </message>
        <message>
            <source>How likely a pixel is lost, half of them to either value; 0 loses none.</source>
            <translation>Вероятность потери пикселя, поровну для обоих значений; при 0 потерь нет.</translation>
        </message>
        <message>
            <source>Higher: more robust and slower learning. Too high: nothing can be recognized.</source>
            <translation>Больше: сеть устойчивее, обучение медленнее. Слишком много: ничего не узнать.</translation>
        </message>
        <message>
            <source>0.05 is every twentieth pixel, clearly seen and easily read through.</source>
            <translation>0,05 — каждый двадцатый пиксель: хорошо заметно и не мешает читать.</translation>
        </message>
        <message>
            <source>Cutout</source>
            <translation>Вырезание</translation>
        </message>
        <message>
            <source>In training, sets a square at a random place of each picture to 0, so that the network learns to recognize things by more than one of their parts. At the border less is hidden. Outside training everything passes unchanged.</source>
            <translation>При обучении обнуляет квадрат в случайном месте каждого изображения, чтобы сеть узнавала предметы не по одной их части. У края скрыто меньше. Вне обучения всё проходит без изменений.</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Размер</translation>
        </message>
        <message>
            <source>How many pixels long the square's sides are; 0 hides nothing.</source>
            <translation>Сторона квадрата в пикселях; 0 ничего не скрывает.</translation>
        </message>
        <message>
            <source>Higher: more must be told from less. Half of the picture's side is usual.</source>
            <translation>Больше: узнавать приходится по меньшей части. Обычно берут половину стороны изображения.</translation>
        </message>
        <message>
            <source>4 is half of the smallest pictures here, 8×8; larger ones want more.</source>
            <translation>4 — половина стороны самых маленьких изображений, 8×8; большим нужно больше.</translation>
        </message>
        <message>
            <source>TF32 is for CUDA devices; the processor computes in plain float32.</source>
            <translation>TF32 есть только на устройствах CUDA; процессор считает в обычном float32.</translation>
        </message>
        <message>
            <source>{device} has no TF32 and computes in plain float32.</source>
            <translation>На {device} нет TF32, вычисления идут в обычном float32.</translation>
        </message>
        <message>
            <source>The saved training belongs to another network or to other data.</source>
            <translation>Сохранённое обучение относится к другой сети или к другим данным.</translation>
        </message>
        <message>
            <source>The saved training holds weights that are no numbers.</source>
            <translation>В сохранённом обучении есть веса, которые не являются числами.</translation>
        </message>
        <message>
            <source>Another program has written this file.</source>
            <translation>Этот файл записала другая программа.</translation>
        </message>
        <message>
            <source>This file is open in another window.</source>
            <translation>Этот файл открыт в другом окне.</translation>
        </message>
        <message>
            <source>They are as at the first start; the old file is kept as {name}.</source>
            <translation>Они такие же, как при первом запуске; старый файл сохранён как {name}.</translation>
        </message>
        <message>
            <source>The settings could not be read.</source>
            <translation>Настройки не удалось прочитать.</translation>
        </message>
        <message>
            <source>Encoder</source>
            <translation>Кодер</translation>
        </message>
        <message>
            <source>Bottom</source>
            <translation>Дно</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Код</translation>
        </message>
        <message>
            <source>Decoder</source>
            <translation>Декодер</translation>
        </message>
        <message>
            <source>Kind of noise</source>
            <translation>Вид шума</translation>
        </message>
        <message>
            <source>Gaussian adds a normal number to every pixel; salt-and-pepper makes some pixels black or white.</source>
            <translation>Гауссов шум прибавляет к каждому пикселю нормальное случайное число; «соль и перец» делает часть пикселей чёрными или белыми.</translation>
        </message>
        <message>
            <source>Salt-and-pepper spoils few pixels wholly, Gaussian all of them a little.</source>
            <translation>«Соль и перец» портит немногие пиксели полностью, гауссов шум — все понемногу.</translation>
        </message>
        <message>
            <source>Gaussian, as the noise of a camera.</source>
            <translation>Гауссов, как шум камеры.</translation>
        </message>
        <message>
            <source>Noise in training</source>
            <translation>Шум при обучении</translation>
        </message>
        <message>
            <source>The standard deviation, or the share of spoilt pixels, of the pictures that are learned from.</source>
            <translation>Стандартное отклонение шума или доля испорченных пикселей на изображениях, по которым сеть учится.</translation>
        </message>
        <message>
            <source>Higher: slower to learn, but noisy pictures are recognised better later.</source>
            <translation>Больше: обучение медленнее, но потом зашумлённые изображения распознаются лучше.</translation>
        </message>
        <message>
            <source>None, so that the task itself can be seen first.</source>
            <translation>Без шума, чтобы сначала была видна сама задача.</translation>
        </message>
        <message>
            <source>Noise in testing</source>
            <translation>Шум при тесте</translation>
        </message>
        <message>
            <source>The same of the pictures for validation and test, which the network is judged by.</source>
            <translation>То же для проверочных и тестовых изображений, по которым сеть оценивается.</translation>
        </message>
        <message>
            <source>Higher: shows how well the network holds out against what it did not train for.</source>
            <translation>Больше: видно, насколько сеть устойчива к тому, чему её не учили.</translation>
        </message>
        <message>
            <source>The array “{name}” holds no numbers.</source>
            <translation>Массив «{name}» содержит не числа.</translation>
        </message>
        <message>
            <source>Only numbers can be kept with an experiment.</source>
            <translation>С экспериментом хранятся только числа.</translation>
        </message>
        <message>
            <source>The data of “{name}” is not in this file.</source>
            <translation>Данных «{name}» нет в этом файле.</translation>
        </message>
        <message>
            <source>The data of this experiment is not in this file.</source>
            <translation>Данных этого эксперимента нет в этом файле.</translation>
        </message>
        <message>
            <source>Import it again, or open the .nnp project, which carries it.</source>
            <translation>Импортируйте их снова или откройте проект .nnp, в котором они есть.</translation>
        </message>
        <message>
            <source>The data takes {size} MB; at most {limit} MB are kept with an experiment.</source>
            <translation>Данные занимают {size} МБ; с экспериментом хранится не больше {limit} МБ.</translation>
        </message>
        <message>
            <source>Use fewer samples or fewer columns.</source>
            <translation>Возьмите меньше примеров или столбцов.</translation>
        </message>
        <message>
            <source>The own data of this project, its edits and its runs takes more than {limit} GB.</source>
            <translation>Собственные данные проекта, его правок и запусков занимают больше {limit} ГБ.</translation>
        </message>
        <message>
            <source>Save the project, delete runs with other data, and open it again.</source>
            <translation>Сохраните проект, удалите запуски с другими данными и откройте его снова.</translation>
        </message>
        <message>
            <source>The server answered {code} ({reason}).</source>
            <translation>Сервер ответил {code} ({reason}).</translation>
        </message>
        <message>
            <source>The server cannot be reached ({reason}).</source>
            <translation>Сервер недоступен ({reason}).</translation>
        </message>
        <message>
            <source>The connection broke off after {size} of {whole} bytes.</source>
            <translation>Соединение прервалось: получено {size} из {whole} байт.</translation>
        </message>
        <message>
            <source>The checksum of “{name}” is wrong; the file was thrown away.</source>
            <translation>Контрольная сумма «{name}» неверна; файл отброшен.</translation>
        </message>
        <message>
            <source>Try again later, or import the files if you have them.</source>
            <translation>Попробуйте позже или импортируйте файлы, если они у вас есть.</translation>
        </message>
        <message>
            <source>Check the connection to the internet, or import the files if you have them.</source>
            <translation>Проверьте подключение к интернету или импортируйте файлы, если они у вас есть.</translation>
        </message>
        <message>
            <source>Download again: it goes on where it broke off.</source>
            <translation>Скачайте ещё раз: загрузка продолжится с места обрыва.</translation>
        </message>
        <message>
            <source>The file cannot be kept ({reason}).</source>
            <translation>Файл не удаётся сохранить ({reason}).</translation>
        </message>
        <message>
            <source>Make room there, or allow writing.</source>
            <translation>Освободите там место или разрешите запись.</translation>
        </message>
        <message>
            <source>More: better results, and each epoch takes longer.</source>
            <translation>Больше: результат лучше, но каждая эпоха дольше.</translation>
        </message>
        <message>
            <source>Enough to learn from within a minute on two cores; the whole set takes longer.</source>
            <translation>Этого хватает, чтобы за минуту обучиться на двух ядрах; весь набор займёт больше времени.</translation>
        </message>
        <message>
            <source>For training</source>
            <translation>Для обучения</translation>
        </message>
        <message>
            <source>How many pictures of the training part are used.</source>
            <translation>Сколько изображений обучающей части используется.</translation>
        </message>
        <message>
            <source>For validation</source>
            <translation>Для проверки</translation>
        </message>
        <message>
            <source>How many more of the training part are held back.</source>
            <translation>Сколько ещё изображений обучающей части отложено.</translation>
        </message>
        <message>
            <source>For test</source>
            <translation>Для теста</translation>
        </message>
        <message>
            <source>How many pictures of the test part are used.</source>
            <translation>Сколько изображений тестовой части используется.</translation>
        </message>
        <message>
            <source>Training and validation ask for {asked} pictures; there are {there}.</source>
            <translation>Для обучения и проверки запрошено изображений: {asked}; есть {there}.</translation>
        </message>
        <message>
            <source>Use fewer.</source>
            <translation>Возьмите меньше.</translation>
        </message>
        <message>
            <source>{dataset} is not on this computer yet.</source>
            <translation>Набора {dataset} ещё нет на этом компьютере.</translation>
        </message>
        <message>
            <source>Press Download in the data panel, or run “nnplayground download {kind}”.</source>
            <translation>Нажмите «Скачать» на панели данных или выполните «nnplayground download {kind}».</translation>
        </message>
        <message>
            <source>The files hold other pictures than they should.</source>
            <translation>В файлах не те изображения, которые должны быть.</translation>
        </message>
        <message>
            <source>MNIST</source>
            <translation>MNIST</translation>
        </message>
        <message>
            <source>70,000 handwritten digits of 28×28 grey pixels (LeCun, Cortes and Burges, 1998). Downloaded once.</source>
            <translation>70 000 рукописных цифр 28×28 пикселей в оттенках серого (ЛеКун, Кортес и Бёрджес, 1998). Скачивается один раз.</translation>
        </message>
        <message>
            <source>Fashion-MNIST</source>
            <translation>Fashion-MNIST</translation>
        </message>
        <message>
            <source>70,000 pieces of clothing of ten kinds in 28×28 grey pixels (Zalando, 2017), harder than digits. Downloaded once.</source>
            <translation>70 000 предметов одежды десяти видов, 28×28 пикселей в оттенках серого (Zalando, 2017); труднее цифр. Скачивается один раз.</translation>
        </message>
        <message>
            <source>T-shirt</source>
            <translation>футболка</translation>
        </message>
        <message>
            <source>trouser</source>
            <translation>брюки</translation>
        </message>
        <message>
            <source>pullover</source>
            <translation>свитер</translation>
        </message>
        <message>
            <source>dress</source>
            <translation>платье</translation>
        </message>
        <message>
            <source>coat</source>
            <translation>пальто</translation>
        </message>
        <message>
            <source>sandal</source>
            <translation>сандалия</translation>
        </message>
        <message>
            <source>shirt</source>
            <translation>рубашка</translation>
        </message>
        <message>
            <source>sneaker</source>
            <translation>кроссовка</translation>
        </message>
        <message>
            <source>bag</source>
            <translation>сумка</translation>
        </message>
        <message>
            <source>ankle boot</source>
            <translation>ботинок</translation>
        </message>
        <message>
            <source>CIFAR-10</source>
            <translation>CIFAR-10</translation>
        </message>
        <message>
            <source>60,000 colour photographs of ten kinds of animals and vehicles in 32×32 pixels (Krizhevsky, 2009). Downloaded once.</source>
            <translation>60 000 цветных фотографий десяти видов животных и машин, 32×32 пикселя (Крижевский, 2009). Скачивается один раз.</translation>
        </message>
        <message>
            <source>airplane</source>
            <translation>самолёт</translation>
        </message>
        <message>
            <source>automobile</source>
            <translation>автомобиль</translation>
        </message>
        <message>
            <source>bird</source>
            <translation>птица</translation>
        </message>
        <message>
            <source>cat</source>
            <translation>кошка</translation>
        </message>
        <message>
            <source>deer</source>
            <translation>олень</translation>
        </message>
        <message>
            <source>dog</source>
            <translation>собака</translation>
        </message>
        <message>
            <source>frog</source>
            <translation>лягушка</translation>
        </message>
        <message>
            <source>horse</source>
            <translation>лошадь</translation>
        </message>
        <message>
            <source>ship</source>
            <translation>корабль</translation>
        </message>
        <message>
            <source>truck</source>
            <translation>грузовик</translation>
        </message>
        <message>
            <source>Own images</source>
            <translation>Свои изображения</translation>
        </message>
        <message>
            <source>Pictures of your own, imported from files or folders.</source>
            <translation>Ваши изображения, импортированные из файлов или папок.</translation>
        </message>
        <message>
            <source>The description of the pictures contradicts itself.</source>
            <translation>Описание изображений противоречит себе.</translation>
        </message>
        <message>
            <source>The pictures of “{name}” do not fit their description.</source>
            <translation>Изображения «{name}» не соответствуют своему описанию.</translation>
        </message>
        <message>
            <source>Import them again.</source>
            <translation>Импортируйте их ещё раз.</translation>
        </message>
        <message>
            <source>There are no batches of CIFAR in it.</source>
            <translation>В нём нет пакетов CIFAR.</translation>
        </message>
        <message>
            <source>There are more labels than names of classes.</source>
            <translation>Меток больше, чем названий классов.</translation>
        </message>
        <message>
            <source>The archive cannot be read ({reason}).</source>
            <translation>Архив не читается ({reason}).</translation>
        </message>
        <message>
            <source>Copy or download the file again.</source>
            <translation>Скопируйте или скачайте файл ещё раз.</translation>
        </message>
        <message>
            <source>A batch of CIFAR is never so large.</source>
            <translation>Пакет CIFAR не бывает таким большим.</translation>
        </message>
        <message>
            <source>The batch holds no pictures of 32×32 pixels with labels.</source>
            <translation>В пакете нет изображений 32×32 пикселя с метками.</translation>
        </message>
        <message>
            <source>The batch has {size} bytes, which are no whole pictures.</source>
            <translation>В пакете {size} байт: это не целое число изображений.</translation>
        </message>
        <message>
            <source>The batch has {pictures} pictures, but {labels} labels.</source>
            <translation>В пакете изображений: {pictures}, а меток: {labels}.</translation>
        </message>
        <message>
            <source>A label is negative.</source>
            <translation>Одна из меток отрицательна.</translation>
        </message>
        <message>
            <source>{count} pictures of {channels}×{height}×{width} would take {size} in training; at most {limit} are allowed.</source>
            <translation>{count} изображений {channels}×{height}×{width} заняли бы при обучении {size}; допускается не больше {limit}.</translation>
        </message>
        <message>
            <source>Choose smaller or fewer pictures, or grey ones.</source>
            <translation>Выберите меньший размер, меньше изображений или оттенки серого.</translation>
        </message>
        <message>
            <source>The name does not say where its labels are.</source>
            <translation>По имени файла не видно, где его метки.</translation>
        </message>
        <message>
            <source>Call the files “…images-idx3-ubyte” and “…labels-idx1-ubyte”.</source>
            <translation>Назовите файлы «…images-idx3-ubyte» и «…labels-idx1-ubyte».</translation>
        </message>
        <message>
            <source>“{name}” is not beside it.</source>
            <translation>Рядом нет файла «{name}».</translation>
        </message>
        <message>
            <source>Put the file of pictures and that of labels into one folder.</source>
            <translation>Положите файл изображений и файл меток в одну папку.</translation>
        </message>
        <message>
            <source>The file has {found} dimensions and not {expected}.</source>
            <translation>В файле измерений: {found}, а должно быть {expected}.</translation>
        </message>
        <message>
            <source>The file would hold {size}; at most {limit} are read.</source>
            <translation>В файле было бы {size}; читается не больше {limit}.</translation>
        </message>
        <message>
            <source>The header promises {size} bytes, but the file holds {found}.</source>
            <translation>Заголовок обещает {size} байт, а в файле {found}.</translation>
        </message>
        <message>
            <source>The header promises {size} bytes, but the file holds more.</source>
            <translation>Заголовок обещает {size} байт, а в файле больше.</translation>
        </message>
        <message>
            <source>This is no IDX file: it begins with {magic} and not with 00 00 08.</source>
            <translation>Это не файл IDX: он начинается с {magic}, а не с 00 00 08.</translation>
        </message>
        <message>
            <source>This is no IDX file: it is empty.</source>
            <translation>Это не файл IDX: он пуст.</translation>
        </message>
        <message>
            <source>The file holds numbers of type {type}; only unsigned bytes (08) are read.</source>
            <translation>В файле числа типа {type}; читаются только байты без знака (08).</translation>
        </message>
        <message>
            <source>The file ends within its header.</source>
            <translation>Файл обрывается внутри заголовка.</translation>
        </message>
        <message>
            <source>The file cannot be read ({reason}).</source>
            <translation>Файл не читается ({reason}).</translation>
        </message>
        <message>
            <source>The file is no archive of numpy, or it is damaged.</source>
            <translation>Это не архив numpy, или он повреждён.</translation>
        </message>
        <message>
            <source>Write it with numpy.savez, without objects.</source>
            <translation>Запишите его функцией numpy.savez, без объектов.</translation>
        </message>
        <message>
            <source>There are no pictures with labels in it; its arrays are called {names}.</source>
            <translation>В нём нет изображений с метками; его массивы называются {names}.</translation>
        </message>
        <message>
            <source>Call them x and y, or x_train, y_train, x_test and y_test.</source>
            <translation>Назовите их x и y или x_train, y_train, x_test и y_test.</translation>
        </message>
        <message>
            <source>“{name}” holds Python objects, which could run code and are not read.</source>
            <translation>В «{name}» объекты Python: они могли бы выполнить код и не читаются.</translation>
        </message>
        <message>
            <source>“{name}” would take {size}; at most {limit} are read.</source>
            <translation>«{name}» занял бы {size}; читается не больше {limit}.</translation>
        </message>
        <message>
            <source>The parts have pictures of different sizes.</source>
            <translation>В частях изображения разного размера.</translation>
        </message>
        <message>
            <source>There are {pictures} pictures, but {labels} labels.</source>
            <translation>Изображений: {pictures}, а меток: {labels}.</translation>
        </message>
        <message>
            <source>“{name}” has the shape {shape}, which is none of pictures.</source>
            <translation>Форма «{name}» — {shape}, это не изображения.</translation>
        </message>
        <message>
            <source>“{name}” has pixels that are not finite.</source>
            <translation>В «{name}» есть пиксели с бесконечными значениями или без значения.</translation>
        </message>
        <message>
            <source>“{name}” has pixels from {low} to {high}; they go from 0 to 1 or to 255.</source>
            <translation>В «{name}» пиксели от {low} до {high}; они должны быть от 0 до 1 или до 255.</translation>
        </message>
        <message>
            <source>“{name}” has the shape {shape}, which is none of labels.</source>
            <translation>Форма «{name}» — {shape}, это не метки.</translation>
        </message>
        <message>
            <source>The labels are no whole numbers.</source>
            <translation>Метки — не целые числа.</translation>
        </message>
        <message>
            <source>Pictures are told apart by classes.</source>
            <translation>Изображения различают по классам.</translation>
        </message>
        <message>
            <source>There are {count} classes; at most {limit} are allowed.</source>
            <translation>Классов: {count}; допускается не больше {limit}.</translation>
        </message>
        <message>
            <source>It is animated; its first frame was taken.</source>
            <translation>Это анимация; взят её первый кадр.</translation>
        </message>
        <message>
            <source>It is no picture, or of a format that is not read.</source>
            <translation>Это не изображение, или его формат не читается.</translation>
        </message>
        <message>
            <source>There is not enough memory to decode it.</source>
            <translation>Для декодирования не хватает памяти.</translation>
        </message>
        <message>
            <source>It cannot be read ({reason}).</source>
            <translation>Не читается ({reason}).</translation>
        </message>
        <message>
            <source>It is damaged or ends too early.</source>
            <translation>Файл повреждён или обрывается.</translation>
        </message>
        <message>
            <source>It has {width} × {height} pixels; at most {limit} million are decoded.</source>
            <translation>В нём {width} × {height} пикселей; декодируется не больше {limit} млн.</translation>
        </message>
        <message>
            <source>It has more than {limit} million pixels and is not decoded.</source>
            <translation>В нём больше {limit} млн пикселей, он не декодируется.</translation>
        </message>
        <message>
            <source>The file is damaged or no pickle of pictures.</source>
            <translation>Файл повреждён или это не pickle с изображениями.</translation>
        </message>
        <message>
            <source>Download the archive again.</source>
            <translation>Скачайте архив ещё раз.</translation>
        </message>
        <message>
            <source>The file asks to run “{word}”, which pictures do not need; it was not run.</source>
            <translation>Файл требует выполнить «{word}», что изображениям не нужно; это не выполнено.</translation>
        </message>
        <message>
            <source>Do not trust this file. Download the archive from its publisher.</source>
            <translation>Не доверяйте этому файлу. Скачайте архив у его издателя.</translation>
        </message>
        <message>
            <source>There is no such file or folder.</source>
            <translation>Такого файла или папки нет.</translation>
        </message>
        <message>
            <source>All pictures are of one class.</source>
            <translation>Все изображения одного класса.</translation>
        </message>
        <message>
            <source>Add pictures of another class: a network learns to tell them apart.</source>
            <translation>Добавьте изображения другого класса: сеть учится их различать.</translation>
        </message>
        <message>
            <source>This is no file of pictures that is known.</source>
            <translation>Это не файл изображений известного вида.</translation>
        </message>
        <message>
            <source>Known are folders of images, IDX, CIFAR archives and .npz.</source>
            <translation>Известны папки с изображениями, IDX, архивы CIFAR и .npz.</translation>
        </message>
        <message>
            <source>The folder cannot be read ({reason}).</source>
            <translation>Папка не читается ({reason}).</translation>
        </message>
        <message>
            <source>There are several sets of pictures in the folder.</source>
            <translation>В папке несколько наборов изображений.</translation>
        </message>
        <message>
            <source>Choose the file of one of them.</source>
            <translation>Выберите файл одного из них.</translation>
        </message>
        <message>
            <source>There is no picture in the folder.</source>
            <translation>В папке нет ни одного изображения.</translation>
        </message>
        <message>
            <source>There are no pictures in it.</source>
            <translation>Изображений в нём нет.</translation>
        </message>
        <message>
            <source>Make one sub-folder for each class, and put its pictures there.</source>
            <translation>Создайте для каждого класса вложенную папку и положите туда его изображения.</translation>
        </message>
        <message>
            <source>There are more than {limit} pictures in the folder.</source>
            <translation>В папке больше {limit} изображений.</translation>
        </message>
        <message>
            <source>No picture could be read.</source>
            <translation>Не удалось прочитать ни одного изображения.</translation>
        </message>
        <message>
            <source>Point {number} has {count} numbers and not {width}.</source>
            <translation>Точка {number}: чисел {count}, а не {width}.</translation>
        </message>
        <message>
            <source>The shown range of a drawing must not be empty.</source>
            <translation>Показываемый диапазон рисунка не должен быть пустым.</translation>
        </message>
        <message>
            <source>Point {number} lies outside the shown range.</source>
            <translation>Точка {number} лежит вне показываемого диапазона.</translation>
        </message>
        <message>
            <source>Widen “bounds” or move the point.</source>
            <translation>Расширьте «bounds» или передвиньте точку.</translation>
        </message>
        <message>
            <source>A drawing holds at most {limit} points.</source>
            <translation>В рисунке не больше {limit} точек.</translation>
        </message>
        <message>
            <source>Erase some of them first.</source>
            <translation>Сначала сотрите часть точек.</translation>
        </message>
        <message>
            <source>The drawing has fewer than two points.</source>
            <translation>В рисунке меньше двух точек.</translation>
        </message>
        <message>
            <source>Draw some to train on.</source>
            <translation>Нарисуйте несколько точек для обучения.</translation>
        </message>
        <message>
            <source>Points edited</source>
            <translation>Точки изменены</translation>
        </message>
        <message>
            <source>Points {change}</source>
            <translation>Точек {change}</translation>
        </message>
        <message>
            <source>Drawn points</source>
            <translation>Свои точки</translation>
        </message>
        <message>
            <source>Points of your own, drawn in the colours of their classes.</source>
            <translation>Ваши точки, нарисованные цветами своих классов.</translation>
        </message>
        <message>
            <source>How many classes the points may have.</source>
            <translation>Сколько классов может быть у точек.</translation>
        </message>
        <message>
            <source>More: the output gets a unit for each.</source>
            <translation>Больше: у выхода появляется по нейрону на каждый.</translation>
        </message>
        <message>
            <source>Two, as in most of the made sets.</source>
            <translation>Два, как в большинстве созданных наборов.</translation>
        </message>
        <message>
            <source>Point {number} has class {label}; there are classes 0 to {last}.</source>
            <translation>Точка {number}: класс {label}; есть классы от 0 до {last}.</translation>
        </message>
        <message>
            <source>Add a class, or give the point another one.</source>
            <translation>Добавьте класс или дайте точке другой.</translation>
        </message>
        <message>
            <source>Drawn values</source>
            <translation>Свои значения</translation>
        </message>
        <message>
            <source>Points of your own, drawn on the plane with a value each.</source>
            <translation>Ваши точки на плоскости, у каждой своё значение.</translation>
        </message>
        <message>
            <source>Drawn curve</source>
            <translation>Своя кривая</translation>
        </message>
        <message>
            <source>Points of a curve of your own, drawn by hand.</source>
            <translation>Точки вашей кривой, нарисованной от руки.</translation>
        </message>
        <message>
            <source>Switch on at least one column.</source>
            <translation>Включите хотя бы один столбец.</translation>
        </message>
        <message>
            <source>No column is an input.</source>
            <translation>Ни один столбец не является входом.</translation>
        </message>
        <message>
            <source>The categories would become {count} inputs; at most {most} are allowed.</source>
            <translation>Категории дали бы входов: {count}; допускается не больше {most}.</translation>
        </message>
        <message>
            <source>Leave some columns out, or number the categories.</source>
            <translation>Исключите часть столбцов или пронумеруйте категории.</translation>
        </message>
        <message>
            <source>Choose another target, or classify.</source>
            <translation>Выберите другую цель или классификацию.</translation>
        </message>
        <message>
            <source>“{name}” holds no different numbers.</source>
            <translation>В «{name}» нет различных чисел.</translation>
        </message>
        <message>
            <source>“{name}” has one class only, “{word}”.</source>
            <translation>В «{name}» только один класс, «{word}».</translation>
        </message>
        <message>
            <source>Choose another target.</source>
            <translation>Выберите другую цель.</translation>
        </message>
        <message>
            <source>“{name}” has {count} classes; at most {most} are learned.</source>
            <translation>В «{name}» классов: {count}; сеть учит не больше {most}.</translation>
        </message>
        <message>
            <source>Predict a number, or choose another target.</source>
            <translation>Предсказывайте число или выберите другую цель.</translation>
        </message>
        <message>
            <source>“{name}” has {count} different values; a column that parts the rows has two or three.</source>
            <translation>В «{name}» различных значений: {count}; у столбца, разбивающего строки, их два или три.</translation>
        </message>
        <message>
            <source>“{name}” leaves no row for training.</source>
            <translation>«{name}» не оставляет строк для обучения.</translation>
        </message>
        <message>
            <source>Part the rows at random.</source>
            <translation>Разбейте строки случайно.</translation>
        </message>
        <message>
            <source>Too few rows have all values: {count} of {rows}.</source>
            <translation>Слишком мало строк без пропусков: {count} из {rows}.</translation>
        </message>
        <message>
            <source>Fill missing values instead of leaving rows out, or leave out the emptiest column.</source>
            <translation>Заполняйте пропуски вместо исключения строк или исключите самый пустой столбец.</translation>
        </message>
        <message>
            <source>The table has {count} columns; at most {most} are read.</source>
            <translation>Столбцов в таблице: {count}; читается не больше {most}.</translation>
        </message>
        <message>
            <source>Keep only the columns that matter, or turn rows into columns.</source>
            <translation>Оставьте только важные столбцы или поменяйте строки и столбцы местами.</translation>
        </message>
        <message>
            <source>Own table</source>
            <translation>Своя таблица</translation>
        </message>
        <message>
            <source>A table of your own, imported from a file or the clipboard.</source>
            <translation>Ваша таблица, импортированная из файла или буфера обмена.</translation>
        </message>
        <message>
            <source>“{target}” has one class only.</source>
            <translation>В «{target}» только один класс.</translation>
        </message>
        <message>
            <source>The parts of the table do not add up to its rows.</source>
            <translation>Части таблицы не складываются в её строки.</translation>
        </message>
        <message>
            <source>The numbers of “{name}” do not fit its description.</source>
            <translation>Числа «{name}» не соответствуют описанию.</translation>
        </message>
        <message>
            <source>Import it again.</source>
            <translation>Импортируйте снова.</translation>
        </message>
        <message>
            <source>{title} is no text that could be printed.</source>
            <translation>{title}: это не текст, который можно напечатать.</translation>
        </message>
        <message>
            <source>Say where to write it.</source>
            <translation>Укажите, куда записать.</translation>
        </message>
        <message>
            <source>{title} needs {modules}, which is not installed.</source>
            <translation>{title}: требуется {modules}, который не установлен.</translation>
        </message>
        <message>
            <source>There is no export format “{kind}”.</source>
            <translation>Нет формата экспорта «{kind}».</translation>
        </message>
        <message>
            <source>{title} is written as {endings}, not as {ending}.</source>
            <translation>{title}: записывается как {endings}, а не как {ending}.</translation>
        </message>
        <message>
            <source>Choose another ending.</source>
            <translation>Выберите другое расширение.</translation>
        </message>
        <message>
            <source>Keras</source>
            <translation>Keras</translation>
        </message>
        <message>
            <source>The network as code of Keras 3 with its trained weights beside it, for layers that have a twin.</source>
            <translation>Сеть как код Keras 3, рядом обученные веса; для слоёв, у которых там есть двойник.</translation>
        </message>
        <message>
            <source>Measures</source>
            <translation>Показатели</translation>
        </message>
        <message>
            <source>Losses and metrics of every recorded epoch as a table for spreadsheets.</source>
            <translation>Потери и метрики каждой записанной эпохи в виде таблицы для электронных таблиц.</translation>
        </message>
        <message>
            <source>PyTorch module</source>
            <translation>Модуль PyTorch</translation>
        </message>
        <message>
            <source>The network as an nn.Module for other programs, its trained weights beside it in safetensors.</source>
            <translation>Сеть как nn.Module для других программ, рядом обученные веса в формате safetensors.</translation>
        </message>
        <message>
            <source>ONNX model</source>
            <translation>Модель ONNX</translation>
        </message>
        <message>
            <source>The trained network for other programs and devices; ONNX Runtime checks what it predicts.</source>
            <translation>Обученная сеть для других программ и устройств; ONNX Runtime проверяет её предсказания.</translation>
        </message>
        <message>
            <source>This layer has no form in ONNX: {reason}.</source>
            <translation>У этого слоя нет вида в ONNX: {reason}.</translation>
        </message>
        <message>
            <source>Choose another layer, or export torch.export.</source>
            <translation>Выберите другой слой или экспортируйте torch.export.</translation>
        </message>
        <message>
            <source>The network has no form in ONNX: {reason}.</source>
            <translation>У сети нет вида в ONNX: {reason}.</translation>
        </message>
        <message>
            <source>The ONNX model predicts otherwise, by up to {off}.</source>
            <translation>Модель ONNX предсказывает иначе, разница до {off}.</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Отчёт</translation>
        </message>
        <message>
            <source>One page to print or to hand in: network, curves, result, settings and how to repeat it.</source>
            <translation>Одна страница для печати или сдачи: сеть, кривые, результат, настройки и как это повторить.</translation>
        </message>
        <message>
            <source>PyTorch script</source>
            <translation>Скрипт PyTorch</translation>
        </message>
        <message>
            <source>Data, network and training as one program of plain PyTorch, which prints the same losses.</source>
            <translation>Данные, сеть и обучение одной программой на чистом PyTorch, которая печатает те же потери.</translation>
        </message>
        <message>
            <source>Text to share</source>
            <translation>Текст для передачи</translation>
        </message>
        <message>
            <source>The whole experiment as one word for a message; it opens by pasting.</source>
            <translation>Весь эксперимент одним словом для сообщения; открывается вставкой.</translation>
        </message>
        <message>
            <source>TensorBoard events</source>
            <translation>События TensorBoard</translation>
        </message>
        <message>
            <source>Losses, metrics, learning rate and weights as event files in a folder for TensorBoard.</source>
            <translation>Потери, метрики, скорость обучения и веса как файлы событий в папке для TensorBoard.</translation>
        </message>
        <message>
            <source>torch.export</source>
            <translation>torch.export</translation>
        </message>
        <message>
            <source>Graph and trained weights in PyTorch's own file, for torch.export.load and AOTInductor.</source>
            <translation>Граф и обученные веса в собственном файле PyTorch для torch.export.load и AOTInductor.</translation>
        </message>
        <message>
            <source>No loss compares with the data's target, so that nothing is predicted.</source>
            <translation>Ни одна функция потерь не сравнивает с целью данных, поэтому предсказания нет.</translation>
        </message>
        <message>
            <source>Wire a loss to the target.</source>
            <translation>Соедините функцию потерь с целью.</translation>
        </message>
        <message>
            <source>Dice</source>
            <translation>Dice</translation>
        </message>
        <message>
            <source>For masks: how little the area found for a class and its true area overlap. A small shape counts as much as a large ground, which cross-entropy lets win. Takes raw scores and applies softmax itself.</source>
            <translation>Для масок: насколько мало перекрываются найденная для класса область и истинная. Маленькая фигура значит столько же, сколько большой фон, который при перекрёстной энтропии побеждает. Берёт сырые оценки и сама применяет softmax.</translation>
        </message>
        <message>
            <source>Smoothing</source>
            <translation>Сглаживание</translation>
        </message>
        <message>
            <source>Pixels that are added to every overlap and every area.</source>
            <translation>Пиксели, добавляемые к каждому перекрытию и каждой площади.</translation>
        </message>
        <message>
            <source>Higher: a class that is not in the picture costs less, and so do small mistakes.</source>
            <translation>Больше: класс, которого нет на картинке, стоит меньше, как и мелкие ошибки.</translation>
        </message>
        <message>
            <source>1 pixel keeps the fraction finite for a class that a picture does not have.</source>
            <translation>1 пиксель сохраняет дробь конечной для класса, которого нет на картинке.</translation>
        </message>
        <message>
            <source>Select channels</source>
            <translation>Выбор каналов</translation>
        </message>
        <message>
            <source>Select</source>
            <translation>Выбор</translation>
        </message>
        <message>
            <source>Passes only the channels that are listed, in that order; one may be listed several times. With a convolution in groups behind it, each filter sees just the maps it is given, as in LeNet-5.</source>
            <translation>Пропускает только перечисленные каналы в этом порядке; канал можно назвать несколько раз. Со свёрткой по группам за ним каждый фильтр видит только данные ему карты, как в LeNet-5.</translation>
        </message>
        <message>
            <source>Which channels are passed on, counted from 0.</source>
            <translation>Какие каналы передаются дальше, счёт с 0.</translation>
        </message>
        <message>
            <source>Fewer: what follows sees less, and needs fewer weights.</source>
            <translation>Меньше: следующее видит меньше и требует меньше весов.</translation>
        </message>
        <message>
            <source>The first channel is the one that every input has.</source>
            <translation>Первый канал есть у любого входа.</translation>
        </message>
        <message>
            <source>Channels are counted from 0 to {most}; there is no {wrong}.</source>
            <translation>Каналы считаются от 0 до {most}; канала {wrong} нет.</translation>
        </message>
        <message>
            <source>{node} selects channel {channel}, but {shape} has {count}, counted from 0.</source>
            <translation>{node} выбирает канал {channel}, но в {shape} их {count}, счёт с 0.</translation>
        </message>
        <message>
            <source>{count} channels</source>
            <translation>Каналов: {count}</translation>
        </message>
        <message>
            <source>A phase that leaves out {node} cannot be written as a script.</source>
            <translation>Фазу, в которой не участвует {node}, нельзя записать скриптом.</translation>
        </message>
        <message>
            <source>Use layer normalization, which keeps no statistics.</source>
            <translation>Используйте нормализацию по слою: она не хранит статистик.</translation>
        </message>
        <message>
            <source>Keras has no twin of “{title}”.</source>
            <translation>В Keras нет двойника для «{title}».</translation>
        </message>
        <message>
            <source>Keras pads convolutions with zeros only.</source>
            <translation>Keras дополняет свёртки только нулями.</translation>
        </message>
        <message>
            <source>Keras's convolutions have either strides or gaps.</source>
            <translation>У свёрток Keras бывает либо шаг, либо разрежение, но не вместе.</translation>
        </message>
        <message>
            <source>Keras moves windows of single channels equally far along both axes.</source>
            <translation>Окна отдельных каналов в Keras сдвигаются по обеим осям одинаково.</translation>
        </message>
        <message>
            <source>Keras reads pictures and sequences only.</source>
            <translation>Keras читает только изображения и последовательности.</translation>
        </message>
        <message>
            <source>Keras pools whole windows only: no padding, gaps or cut windows.</source>
            <translation>Keras объединяет только целые окна: без дополнения, промежутков и обрезанных окон.</translation>
        </message>
        <message>
            <source>Keras mirrors every second picture, with a probability of 0.5.</source>
            <translation>Keras отражает каждое второе изображение — с вероятностью 0,5.</translation>
        </message>
        <message>
            <source>Keras cannot fill like that what a moved picture leaves free.</source>
            <translation>Keras не умеет так заполнять место, освобождённое сдвигом изображения.</translation>
        </message>
        <message>
            <source>Keras has no ablated units.</source>
            <translation>В Keras нет отключённых нейронов.</translation>
        </message>
        <message>
            <source>Choose another layer, or export PyTorch or ONNX.</source>
            <translation>Выберите другой слой или экспортируйте PyTorch или ONNX.</translation>
        </message>
        <message>
            <source>Keras's model reads the samples only, not their targets.</source>
            <translation>Модель Keras читает только примеры, но не их цели.</translation>
        </message>
        <message>
            <source>“{file}” cannot be read as a picture.</source>
            <translation>«{file}» не читается как изображение.</translation>
        </message>
        <message>
            <source>train</source>
            <translation>обучение</translation>
        </message>
        <message>
            <source>validation</source>
            <translation>проверка</translation>
        </message>
        <message>
            <source>test</source>
            <translation>тест</translation>
        </message>
        <message>
            <source>Epoch</source>
            <translation>Эпоха</translation>
        </message>
        <message>
            <source>Predicted</source>
            <translation>Предсказано</translation>
        </message>
        <message>
            <source>True class</source>
            <translation>Истинный класс</translation>
        </message>
        <message>
            <source>network</source>
            <translation>сеть</translation>
        </message>
        <message>
            <source>Nothing is left of this work.</source>
            <translation>От этой работы ничего не осталось.</translation>
        </message>
        <message>
            <source>Train loss</source>
            <translation>Потери: обучение</translation>
        </message>
        <message>
            <source>Validation loss</source>
            <translation>Потери: проверка</translation>
        </message>
        <message>
            <source>Test loss</source>
            <translation>Потери: тест</translation>
        </message>
        <message>
            <source>Test accuracy</source>
            <translation>Верных на тесте</translation>
        </message>
        <message>
            <source>Test R²</source>
            <translation>R² на тесте</translation>
        </message>
        <message>
            <source>en</source>
            <translation>ru</translation>
        </message>
        <message>
            <source>epoch {epochs}, step {steps}</source>
            <translation>эпоха {epochs}, шаг {steps}</translation>
        </message>
        <message>
            <source>seed {seed}</source>
            <translation>зерно {seed}</translation>
        </message>
        <message>
            <source>Train, validation, test</source>
            <translation>Обуч., проверка, тест</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>да</translation>
        </message>
        <message>
            <source>no</source>
            <translation>нет</translation>
        </message>
        <message>
            <source>Standardized</source>
            <translation>Стандартизация</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Вид</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>Параметры</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Всего</translation>
        </message>
        <message>
            <source>full</source>
            <translation>полный</translation>
        </message>
        <message>
            <source>Paste this text into NN Playground to open the experiment.</source>
            <translation>Вставьте этот текст в NN Playground, чтобы открыть эксперимент.</translation>
        </message>
        <message>
            <source>Perceptron</source>
            <translation>Перцептрон</translation>
        </message>
        <message>
            <source>Deep, fully connected</source>
            <translation>Глубокая, полносвязная</translation>
        </message>
        <message>
            <source>Convolutional</source>
            <translation>Свёрточная</translation>
        </message>
        <message>
            <source>Residual</source>
            <translation>Остаточная</translation>
        </message>
        <message>
            <source>There is no network called “{name}”.</source>
            <translation>Сети «{name}» нет.</translation>
        </message>
        <message>
            <source>Bottleneck</source>
            <translation>Bottleneck</translation>
        </message>
        <message>
            <source>Dense block</source>
            <translation>Плотный блок</translation>
        </message>
        <message>
            <source>Dense skip</source>
            <translation>Плотный обход</translation>
        </message>
        <message>
            <source>Inception</source>
            <translation>Inception</translation>
        </message>
        <message>
            <source>Mlpconv</source>
            <translation>Mlpconv</translation>
        </message>
        <message>
            <source>SE residual</source>
            <translation>Остаточный с SE</translation>
        </message>
        <message>
            <source>Xception</source>
            <translation>Xception</translation>
        </message>
        <message>
            <source>The text would have {count} characters; at most {limit} are read.</source>
            <translation>В тексте было бы {count} знаков; читается не более {limit}.</translation>
        </message>
        <message>
            <source>Save the project and share the file.</source>
            <translation>Сохраните проект и передайте файл.</translation>
        </message>
        <message>
            <source>The text has {count} characters; at most {limit} are read.</source>
            <translation>В тексте {count} знаков; читается не более {limit}.</translation>
        </message>
        <message>
            <source>The text begins with “{start}”; this program reads “{known}”.</source>
            <translation>Текст начинается с «{start}», а эта программа читает «{known}».</translation>
        </message>
        <message>
            <source>This is not the text of a shared experiment.</source>
            <translation>Это не текст переданного эксперимента.</translation>
        </message>
        <message>
            <source>It begins with “{start}”.</source>
            <translation>Он начинается с «{start}».</translation>
        </message>
        <message>
            <source>The text of the shared experiment is damaged or not complete.</source>
            <translation>Текст переданного эксперимента повреждён или неполон.</translation>
        </message>
        <message>
            <source>Copy it once more, from its first to its last character.</source>
            <translation>Скопируйте его ещё раз, от первого до последнего знака.</translation>
        </message>
        <message>
            <source>The text has {count} characters; a QR code holds {limit}.</source>
            <translation>В тексте {count} знаков; QR-код вмещает {limit}.</translation>
        </message>
        <message>
            <source>Copy the text, or save the project.</source>
            <translation>Скопируйте текст или сохраните проект.</translation>
        </message>
        <message>
            <source>“{text}” does not say which values a setting takes.</source>
            <translation>«{text}» не говорит, какие значения принимает настройка.</translation>
        </message>
        <message>
            <source>Write training.learning_rate=0.001..1:log or nodes.dense1.units=2,4,8.</source>
            <translation>Пишите training.learning_rate=0.001..1:log или nodes.dense1.units=2,4,8.</translation>
        </message>
        <message>
            <source>A range goes up from one number to a larger one, not from {low} to {high}.</source>
            <translation>Диапазон идёт от меньшего числа к большему, а не от {low} до {high}.</translation>
        </message>
        <message>
            <source>A range by factors must begin above 0, not at {low}.</source>
            <translation>Логарифмический диапазон должен начинаться выше 0, а не с {low}.</translation>
        </message>
        <message>
            <source>A range has from 2 to {most} points, not {points}.</source>
            <translation>В диапазоне от 2 до {most} точек, а не {points}.</translation>
        </message>
        <message>
            <source>There is no “{path}” to vary.</source>
            <translation>Нет настройки «{path}», которую можно менять.</translation>
        </message>
        <message>
            <source>Settings that can be varied: {paths}.</source>
            <translation>Настройки, которые можно менять: {paths}.</translation>
        </message>
        <message>
            <source>Nothing is varied.</source>
            <translation>Ничего не меняется.</translation>
        </message>
        <message>
            <source>Give a setting.</source>
            <translation>Задайте настройку.</translation>
        </message>
        <message>
            <source>It is varied twice.</source>
            <translation>Она меняется дважды.</translation>
        </message>
        <message>
            <source>Put all its values together.</source>
            <translation>Перечислите все её значения вместе.</translation>
        </message>
        <message>
            <source>There is no measure “{name}”.</source>
            <translation>Нет показателя «{name}».</translation>
        </message>
        <message>
            <source>The grid has {count} points, more than {most}.</source>
            <translation>В сетке {count} точек, больше {most}.</translation>
        </message>
        <message>
            <source>Take fewer points, or random ones.</source>
            <translation>Возьмите меньше точек или случайные.</translation>
        </message>
        <message>
            <source>The plan of the sweep cannot be read.</source>
            <translation>План перебора не читается.</translation>
        </message>
        <message>
            <source>The storage of the sweep cannot be used: {reason}.</source>
            <translation>Хранилище перебора нельзя использовать: {reason}.</translation>
        </message>
        <message>
            <source>It is written like sqlite:///sweeps.db or postgresql://user@host/base.</source>
            <translation>Его пишут так: sqlite:///sweeps.db или postgresql://user@host/base.</translation>
        </message>
        <message>
            <source>The study “{name}” was begun with another experiment or other values.</source>
            <translation>Исследование «{name}» начато с другим экспериментом или другими значениями.</translation>
        </message>
        <message>
            <source>Give another name with --study, or begin it anew with --restart.</source>
            <translation>Дайте другое имя через --study или начните заново с --restart.</translation>
        </message>
        <message>
            <source>Its process has ended, perhaps for want of memory.</source>
            <translation>Его процесс завершился, возможно, из-за нехватки памяти.</translation>
        </message>
        <message>
            <source>It needs more memory than there is.</source>
            <translation>Ему нужно больше памяти, чем есть.</translation>
        </message>
        <message>
            <source>It has no “{name}”; it has {known}.</source>
            <translation>В нём нет «{name}»; есть {known}.</translation>
        </message>
        <message>
            <source>The loss is no mean over samples, so several processes cannot share its batches.</source>
            <translation>Функция потерь — не среднее по примерам, поэтому несколько процессов не могут делить её пакеты.</translation>
        </message>
        <message>
            <source>Train it in one process, without torchrun.</source>
            <translation>Обучайте в одном процессе, без torchrun.</translation>
        </message>
        <message>
            <source>The weights are of another network.</source>
            <translation>Это веса другой сети.</translation>
        </message>
        <message>
            <source>This question is about pictures, and these samples are none.</source>
            <translation>Это вопрос об изображениях, а эти примеры — не изображения.</translation>
        </message>
        <message>
            <source>This question is about classes, and this network gives values.</source>
            <translation>Это вопрос о классах, а эта сеть выдаёт значения.</translation>
        </message>
        <message>
            <source>Choose data with classes.</source>
            <translation>Выберите данные с классами.</translation>
        </message>
        <message>
            <source>The question is about another network or other data.</source>
            <translation>Вопрос относится к другой сети или к другим данным.</translation>
        </message>
        <message>
            <source>Wait for the next step.</source>
            <translation>Подождите следующего шага.</translation>
        </message>
        <message>
            <source>This network is bound to the size of its pictures and cannot slide.</source>
            <translation>Эта сеть привязана к размеру своих изображений и не может скользить.</translation>
        </message>
        <message>
            <source>Let it end in convolutions and a global pooling.</source>
            <translation>Завершите её свёртками и глобальной подвыборкой.</translation>
        </message>
        <message>
            <source>This network gives no class and no value that could be explained.</source>
            <translation>Эта сеть не даёт ни класса, ни значения, которые можно объяснить.</translation>
        </message>
        <message>
            <source>It must end in one row of numbers that a loss compares with the target.</source>
            <translation>Она должна заканчиваться одной строкой чисел, которую функция потерь сравнивает с целью.</translation>
        </message>
        <message>
            <source>Noise is studied on pictures of several classes.</source>
            <translation>Влияние шума изучают на изображениях нескольких классов.</translation>
        </message>
        <message>
            <source>Choose a set of images.</source>
            <translation>Выберите набор изображений.</translation>
        </message>
        <message>
            <source>There are no pictures for test to put noise on.</source>
            <translation>Нет тестовых изображений, на которые можно наложить шум.</translation>
        </message>
        <message>
            <source>Leave some for test.</source>
            <translation>Оставьте часть для теста.</translation>
        </message>
        <message>
            <source>The other processes of this training cannot be reached: {reason}.</source>
            <translation>Не удаётся связаться с другими процессами этого обучения: {reason}.</translation>
        </message>
        <message>
            <source>Start all of them with one torchrun command, or each with the same address.</source>
            <translation>Запустите их все одной командой torchrun или каждый с одним и тем же адресом.</translation>
        </message>
        <message>
            <source>The clipboard holds no points.</source>
            <translation>В буфере обмена нет точек.</translation>
        </message>
        <message>
            <source>Copy rows of numbers from a table first.</source>
            <translation>Сначала скопируйте строки чисел из таблицы.</translation>
        </message>
        <message>
            <source>Row {number} of the clipboard is not {width} numbers.</source>
            <translation>Строка {number} буфера обмена — не {width} числа.</translation>
        </message>
        <message>
            <source>Install it: {command}</source>
            <translation>Установите это: {command}</translation>
        </message>
        <message>
            <source>The stand-alone program does not carry it, the Python version does: {command}</source>
            <translation>Автономная программа этого не содержит, а версия для Python содержит: {command}</translation>
        </message>
        <message>
            <source>Keras's transposed convolution has no groups and no gaps.</source>
            <translation>У транспонированной свёртки в Keras нет групп и разрежения.</translation>
        </message>
        <message>
            <source>Keras's transposed convolution has no such output padding.</source>
            <translation>У транспонированной свёртки в Keras нет такого дополнения выхода.</translation>
        </message>
        <message>
            <source>This is a table and no project.</source>
            <translation>Это таблица, а не проект.</translation>
        </message>
        <message>
            <source>These are pictures and no project.</source>
            <translation>Это изображения, а не проект.</translation>
        </message>
        <message>
            <source>Make a project of it: nnplayground import {path} --out {out}; or drop it on the window.</source>
            <translation>Сделайте из них проект: nnplayground import {path} --out {out}; или перетащите в окно.</translation>
        </message>
        <message>
            <source>GELU approximated by {approximate}</source>
            <translation>GELU с приближением {approximate}</translation>
        </message>
        <message>
            <source>a shift by numbers that are not known before</source>
            <translation>сдвиг на числа, не известные заранее</translation>
        </message>
        <message>
            <source>a loss that nothing is computed for</source>
            <translation>функция потерь, для которой ничего не вычисляется</translation>
        </message>
        <message>
            <source>a device other than the processor</source>
            <translation>устройство, отличное от процессора</translation>
        </message>
        <message>
            <source>numbers of several precisions</source>
            <translation>числа разной точности</translation>
        </message>
        <message>
            <source>numbers of type {dtype}</source>
            <translation>числа типа {dtype}</translation>
        </message>
        <message>
            <source>addmm with factors</source>
            <translation>addmm с множителями</translation>
        </message>
        <message>
            <source>norm of order {order}</source>
            <translation>норма порядка {order}</translation>
        </message>
        <message>
            <source>the largest of more than {count} numbers</source>
            <translation>наибольшее из более чем {count} чисел</translation>
        </message>
        <message>
            <source>a tensor with gaps</source>
            <translation>тензор с пропусками</translation>
        </message>
        <message>
            <source>a batch of {batch} samples, which cannot be cut into {parts} equal parts</source>
            <translation>пакет из {batch} примеров, который не делится на {parts} равных частей</translation>
        </message>
        <message>
            <source>random numbers that belong to whole batches</source>
            <translation>случайные числа, относящиеся к целому пакету</translation>
        </message>
        <message>
            <source>statistics that belong to whole batches</source>
            <translation>статистики, относящиеся к целому пакету</translation>
        </message>
        <message>
            <source>TorchScript has no constant {value}</source>
            <translation>в TorchScript нет константы {value}</translation>
        </message>
        <message>
            <source>The choices of the import contradict each other.</source>
            <translation>Настройки импорта противоречат друг другу.</translation>
        </message>
        <message>
            <source>The file of a run of the sweep cannot be read.</source>
            <translation>Файл запуска из перебора не удаётся прочитать.</translation>
        </message>
        <message>
            <source>The run is trained once more.</source>
            <translation>Этот запуск обучается ещё раз.</translation>
        </message>
    </context>
</TS>
