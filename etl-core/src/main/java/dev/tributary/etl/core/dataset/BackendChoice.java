package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.core.internal.yaml.YamlNode;
import java.util.Optional;

/** A back end as the file writes it, or the name of the default. */
record BackendChoice(Optional<YamlNode> written, String defaultName, Place place) {}
