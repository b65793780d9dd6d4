package dev.tributary.etl.core.dataset;

import java.util.List;

/** What a dataset file can say and this engine does not do yet. Such a file is refused: a setting is never ignored in silence. */
enum LaterFeature {
    QUALITY("quality", "quality rules");

    private final String path;
    private final String title;

    LaterFeature(String path, String title) {
        this.path = path;
        this.title = title;
    }

    /** What it is called, for people. */
    String title() {
        return title;
    }

    /** The setting that asks for it. */
    String path() {
        return path;
    }

    /** The keys from the top to the setting. */
    List<String> keys() {
        return List.of(path.split("\\.", -1));
    }

    boolean isAsked(DatasetFile file, Duplicates duplicates) {
        return switch (this) {
            case QUALITY -> file.quality().isPresent();
        };
    }
}
