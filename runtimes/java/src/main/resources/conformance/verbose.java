import com.google.gson.JsonObject;

public class Verbose {
    public static JsonObject main(JsonObject arguments) {
        for (int line = 0; line < arguments.get("lines").getAsInt(); line++) {
            String number = Integer.toString(line);
            System.out.println(number + ".".repeat(100 - number.length()));
        }
        return arguments;
    }
}
