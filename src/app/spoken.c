#include "app/spoken.h"

#define SPEAK(code, name)                                                                                    \
    {                                                                                                        \
        STR_INIT(code), STR_INIT(name)                                                                       \
    }

const struct spoken SPOKEN[SPOKEN_COUNT] = {
    SPEAK("en", "English"),    SPEAK("cy", "Welsh"),      SPEAK("bfi", "British Sign Language"),
    SPEAK("ar", "Arabic"),     SPEAK("bn", "Bengali"),    SPEAK("bg", "Bulgarian"),
    SPEAK("zh", "Chinese"),    SPEAK("fr", "French"),     SPEAK("de", "German"),
    SPEAK("el", "Greek"),      SPEAK("gu", "Gujarati"),   SPEAK("hi", "Hindi"),
    SPEAK("hu", "Hungarian"),  SPEAK("it", "Italian"),    SPEAK("ku", "Kurdish"),
    SPEAK("lt", "Lithuanian"), SPEAK("pa", "Panjabi"),    SPEAK("fa", "Persian, Farsi"),
    SPEAK("pl", "Polish"),     SPEAK("pt", "Portuguese"), SPEAK("ro", "Romanian"),
    SPEAK("ru", "Russian"),    SPEAK("so", "Somali"),     SPEAK("es", "Spanish"),
    SPEAK("ta", "Tamil"),      SPEAK("tr", "Turkish"),    SPEAK("uk", "Ukrainian"),
    SPEAK("ur", "Urdu"),       SPEAK("vi", "Vietnamese"), SPEAK("und", "another language"),
};

bool spoken_is_known(str code)
{
    for (int i = 0; i < SPOKEN_COUNT; i++)
        if (str_equal(code, SPOKEN[i].code))
            return true;
    return false;
}

str spoken_name(str code)
{
    for (int i = 0; i < SPOKEN_COUNT; i++)
        if (str_equal(code, SPOKEN[i].code))
            return SPOKEN[i].name;
    return code;
}
