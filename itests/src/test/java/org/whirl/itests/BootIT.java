package org.whirl.itests;

import java.time.Duration;
import java.util.Arrays;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** The assembly starts with every bundle resolved and active, so no module reaches into another one. */
public class BootIT extends WhirlIT {

    @Test
    public void everyBundleOfOursIsActive() throws Exception {
        eventually("all bundles active", Duration.ofSeconds(30), () -> Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("org.whirl."))
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .allMatch(bundle -> bundle.getState() == Bundle.ACTIVE));
    }
}
