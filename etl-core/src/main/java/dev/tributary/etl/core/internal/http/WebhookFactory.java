package dev.tributary.etl.core.internal.http;

import dev.tributary.etl.spi.event.Notifier;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.net.InetAddress;

/** Makes the notifier {@code webhook}. */
public final class WebhookFactory implements PluginFactory<Notifier, WebhookOptions> {
    @Override
    public Class<Notifier> kind() {
        return Notifier.class;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public String help() {
        return "Posts a JSON object about each published release to a URL.";
    }

    @Override
    public int apiLevel() {
        return API_LEVEL;
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Class<WebhookOptions> optionsType() {
        return WebhookOptions.class;
    }

    @Override
    public Notifier create(WebhookOptions options, PluginContext context) {
        var access = HttpAccess.of(context);
        return new Webhook(options, new AddressGuard(access.reach(), InetAddress::getAllByName));
    }
}
